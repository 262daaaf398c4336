// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"
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

//! \return what those who watch hear of \p news: "session.signed-in", "session.signed-out", which
//! its owner did, or "session.revoked", which somebody or something else did.
SocketEvent sessionNewsEvent(const SessionNews &news);

//! \return what they hear of news that they are not told: "session.missed", with how many.
SocketEvent sessionMissedEvent(const SessionNewsMissed &missed);

} // namespace linnet::admin
