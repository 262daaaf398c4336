// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/audit.h"
#include "server/api/endpoint.h"
#include "server/services/admin/rehearsal.h"

namespace linnet::admin {

//! \brief Where something of the administration is reached, and by whom.
struct AdminRow
{
    QLatin1String name;
    Method method = Method::Get;
    QLatin1String path;
    Capabilities capabilities; //!< Empty: anybody's who has a role.
};

Endpoint endpoint(const AdminRow &row, const Schema &request, Handler handler);

//! \return whether the caller only wants to know what would be: "dryRun".
Run runParam(const QJsonObject &params);

//! \return "role", or an InvalidInput error that says which there are.
Result<StaffRole> roleParam(const QJsonObject &params);
//! As above; None if it is missing.
Result<StaffRole> optionalRoleParam(const QJsonObject &params);

//! \return the duration that \p name says, written as those of settings are; "0" is one, too.
//! Nothing if it is missing; an InvalidInput error if it is none, or longer than \p longest.
Result<std::optional<std::chrono::milliseconds>> durationParam(const QJsonObject &params,
                                                               QLatin1String name,
                                                               std::chrono::milliseconds longest);

//! \return the number before which a page ends, of a list that goes by numbers; nothing if none is
//! named; an InvalidInput error if it cannot be one.
Result<std::optional<qint64>> numberCursorParam(const QJsonObject &params);

//! \return what names \p next in an answer; null: there is no next page.
QJsonValue cursorOf(std::optional<qint64> next);

//! \return who asks, for the audit log.
Actor actorOf(const Call &call);

} // namespace linnet::admin
