// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonesessions.h"

#include "server/api/params.h"
#include "server/dialects/phone/phonecodec.h"
#include "server/services/identity/sessionservice.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

Endpoint row(QLatin1String name, Method method, QLatin1String path, const Schema &schema,
             Handler handler)
{
    const Cost cost = method == Method::Get ? Cost::Read : Cost::Write;
    return {name, method, path, {}, Access::User, cost, schema, std::move(handler)};
}

Answer success()
{
    return {QJsonObject{{"success"_L1, true}}};
}

} // namespace

PhoneSessionApi::PhoneSessionApi(SessionService &sessions)
    : m_sessions(sessions)
{}

QList<Endpoint> PhoneSessionApi::endpoints()
{
    const Field id{"sessionId"_L1};
    return {
        row("session.list"_L1, Method::Get, "/api/v1/sessions"_L1, {},
            std::bind_front(&PhoneSessionApi::list, this)),
        row("session.end-others"_L1, Method::Delete, "/api/v1/sessions"_L1, {},
            std::bind_front(&PhoneSessionApi::endOthers, this)),
        row("session.rename"_L1, Method::Patch, "/api/v1/sessions/{sessionId}"_L1,
            {id, {"name"_L1}}, std::bind_front(&PhoneSessionApi::rename, this)),
        row("session.end"_L1, Method::Delete, "/api/v1/sessions/{sessionId}"_L1, {id},
            std::bind_front(&PhoneSessionApi::end, this)),
    };
}

QCoro::Task<Result<Answer>> PhoneSessionApi::list(Call call)
{
    const auto sessions = co_await m_sessions.list(call.caller.user);
    if (!sessions)
        co_return sessions.error();
    QJsonArray rows;
    for (const Session &session : *sessions) {
        QJsonObject each = sessionObject(session);
        each["current"_L1] = session.id == call.caller.session;
        rows.append(each);
    }
    co_return Answer{QJsonObject{{"sessions"_L1, rows}}};
}

QCoro::Task<Result<Answer>> PhoneSessionApi::rename(Call call)
{
    const auto session = sessionParam(call.params, "sessionId"_L1);
    if (!session)
        co_return session.error();
    const auto renamed =
        co_await m_sessions.rename(call.caller.user, *session, call.params["name"_L1].toString());
    if (!renamed)
        co_return renamed.error();
    co_return success();
}

QCoro::Task<Result<Answer>> PhoneSessionApi::end(Call call)
{
    const auto session = sessionParam(call.params, "sessionId"_L1);
    if (!session)
        co_return session.error();
    const auto ended = co_await m_sessions.revokeOwn(call.caller.user, *session);
    if (!ended)
        co_return ended.error();
    co_return success();
}

QCoro::Task<Result<Answer>> PhoneSessionApi::endOthers(Call call)
{
    const auto ended = co_await m_sessions.revokeAll(
        call.caller.user, {u"user"_s, u"signed out everywhere else"_s}, call.caller.session);
    if (!ended)
        co_return ended.error();
    co_return success();
}

} // namespace linnet::phone
