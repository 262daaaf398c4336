// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/admin/adminsessionservice.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace linnet::admin {

//! \return \p view as those who run the server are told of it.
QJsonObject sessionObject(const SessionView &view, SessionState state);

//! \return a row for each session of \p page: as above, with the sockets that it has open.
std::vector<QJsonObject> sessionItems(const SessionPage &page);

//! \return what a row of sessionItems() has, for a table.
QStringList sessionColumns();

} // namespace linnet::admin
