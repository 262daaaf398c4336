// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpointtable.h"

#include <QHash>

#include <optional>
#include <vector>

namespace linnet::test {

//! \brief What a parameter can name that is somebody's, or somebody.
enum class Resource { Conversation, Message, Person, FriendRequest, Notification, Session };

//! \brief One thing of each kind.
using Ids = QHash<Resource, QString>;

//! \return what \p param of \p row may name: nothing for a plain value. Nothing at all where nobody
//! has said what it is.
std::optional<QList<Resource>> resourcesOf(const EndpointRow &row, const QString &param);

//! \return e.g. "phone/message.send".
QString nameOf(const EndpointRow &row);

//! \return sets of parameters in which \p asked is \p id: with what \p row requires besides, and
//! once more with each other kind of thing that it may name, taken from \p own.
std::vector<QJsonObject> paramsNaming(const EndpointRow &row, const Field &asked, const QString &id,
                                      const Ids &own);

} // namespace linnet::test
