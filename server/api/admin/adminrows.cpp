// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminrows.h"

#include "common/domain/setting.h"

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
            .capabilities = row.capabilities};
}

Run runParam(const QJsonObject &params)
{
    return params["dryRun"_L1].toBool() ? Run::Rehearsal : Run::ForReal;
}

Result<StaffRole> roleParam(const QJsonObject &params)
{
    const auto role = parseStaffRole(params["role"_L1].toString());
    if (!role)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"role must be one of "_s + staffRoleNames().join(u", "_s)};
    return *role;
}

Result<StaffRole> optionalRoleParam(const QJsonObject &params)
{
    return params.contains("role"_L1) ? roleParam(params) : StaffRole::None;
}

Result<std::optional<std::chrono::milliseconds>> durationParam(const QJsonObject &params,
                                                               QLatin1String name,
                                                               std::chrono::milliseconds longest)
{
    using Duration = std::optional<std::chrono::milliseconds>;
    if (!params.contains(name))
        return Duration();
    const QString text = params[name].toString();
    QJsonValue value = text == u"0"_s ? QJsonValue(u"0s"_s) : QJsonValue(text);
    const Setting rule{.kind = Setting::Kind::Duration, .most = qint64(longest.count())};
    if (const auto wrong = acceptValue(rule, value))
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1, name + u' ' + wrong->reason};
    return Duration(std::chrono::milliseconds(value.toInteger()));
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
    const QString request = QString::fromLatin1(call.requestId);
    if (call.caller.operatorUid)
        return Actor::local(*call.caller.operatorUid, request);
    return Actor::account(call.caller.user, call.caller.address.toString(), request);
}

} // namespace linnet::admin
