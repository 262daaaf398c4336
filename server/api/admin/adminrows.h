// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/audit.h"
#include "server/api/endpoint.h"

namespace linnet::admin {

//! \brief Where something of the administration is reached, and by whom.
struct AdminRow
{
    QLatin1String name;
    Method method = Method::Get;
    QLatin1String path;
    std::optional<Capability> capability; //!< Empty: anybody's who has a role.
};

Endpoint endpoint(const AdminRow &row, const Schema &request, Handler handler);

//! \return the number before which a page ends, of a list that goes by numbers; nothing if none is
//! named; an InvalidInput error if it cannot be one.
Result<std::optional<qint64>> numberCursorParam(const QJsonObject &params);

//! \return what names \p next in an answer; null: there is no next page.
QJsonValue cursorOf(std::optional<qint64> next);

//! \return who asks, for the audit log.
Actor actorOf(const Call &call);

} // namespace linnet::admin
