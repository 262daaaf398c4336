// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"

#include <QJsonObject>

//! \brief How two families hear, live and in the history, who came to a group and who went.
namespace linnet {

//! \return one event for each member who came or went, for sockets in the group's room.
std::vector<SocketEvent> memberEvents(const MembersChanged &changed, const QString &origin);

//! Adds to \p object what \p line, which says who came or went, says it with.
//! \param avatar of the first of them; empty: not known, or none.
void insertMembership(QJsonObject &object, const Message &line, const QString &avatar);

} // namespace linnet
