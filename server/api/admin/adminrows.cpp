// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminrows.h"

using namespace Qt::StringLiterals;

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

Result<std::optional<qint64>> numberCursorParam(const QJsonObject &params)
{
    if (!params.contains("cursor"_L1))
        return std::optional<qint64>();
    bool isNumber = false;
    const qint64 before = params["cursor"_L1].toString().toLongLong(&isNumber);
    if (!isNumber || before < 1)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"cursor must be one this server gave"_s};
    return std::optional(before);
}

QJsonValue cursorOf(std::optional<qint64> next)
{
    return next ? QJsonValue(QString::number(*next)) : QJsonValue();
}

Actor actorOf(const Call &call)
{
    return Actor::account(call.caller.user, call.caller.address.toString(),
                          QString::fromLatin1(call.requestId));
}

} // namespace linnet::admin
