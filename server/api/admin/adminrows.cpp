// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminrows.h"

namespace linnet::admin {

Endpoint endpoint(const AdminRow &row, const Schema &request, Handler handler)
{
    return {.name = row.name,
            .method = row.method,
            .path = row.path,
            .event = {},
            .access = Access::Staff,
            .cost = row.method == Method::Get ? Cost::Read : Cost::Write,
            .request = request,
            .handler = std::move(handler),
            .capability = row.capability};
}

Run runParam(const QJsonObject &params)
{
    return params[QLatin1String("dryRun")].toBool() ? Run::Rehearsal : Run::ForReal;
}

Actor actorOf(const Call &call)
{
    return Actor::account(call.caller.user, call.caller.address.toString(),
                          QString::fromLatin1(call.requestId));
}

} // namespace linnet::admin
