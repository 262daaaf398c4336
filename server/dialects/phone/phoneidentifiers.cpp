// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phoneidentifiers.h"

#include "server/dialects/phone/phoneguard.h"
#include "server/services/identity/identifierservice.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

using Kind = Identifier::Kind;

const Field IdentifierField{"identifier"_L1};

Endpoint row(QLatin1String name, Method method, QLatin1String path, const Schema &schema,
             Handler handler)
{
    const Cost cost = method == Method::Get ? Cost::Read : Cost::SignIn;
    return {name, method, path, {}, Access::User, cost, schema, std::move(handler)};
}

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

//! \return what a code can be sent to.
Result<Identifier> addressParam(const QJsonObject &params)
{
    const auto identifier = parseIdentifier(params["identifier"_L1].toString());
    if (!identifier || identifier->kind == Kind::Username)
        return invalid(u"identifier must be a phone number in E.164 format, e.g. +14155550123, or "
                       "an e-mail address"_s);
    return *identifier;
}

Result<Kind> kindParam(const QJsonObject &params)
{
    const QString name = params["kind"_L1].toString();
    for (const Kind kind : {Kind::Phone, Kind::Email, Kind::Username}) {
        if (name == nameOf(kind))
            return kind;
    }
    return invalid(u"kind must be phone, email or username"_s);
}

} // namespace

PhoneIdentifierApi::PhoneIdentifierApi(IdentifierService &identifiers)
    : m_identifiers(identifiers)
{}

QList<Endpoint> PhoneIdentifierApi::endpoints()
{
    const QLatin1String path = "/api/v1/users/me/identifiers"_L1;
    return {
        row("identifier.list"_L1, Method::Get, path, {},
            std::bind_front(&PhoneIdentifierApi::list, this)),
        row("identifier.request-code"_L1, Method::Post,
            "/api/v1/users/me/identifiers/request-code"_L1, {IdentifierField},
            std::bind_front(&PhoneIdentifierApi::requestCode, this)),
        row("identifier.confirm"_L1, Method::Post, "/api/v1/users/me/identifiers/confirm"_L1,
            {IdentifierField, {"code"_L1}, CurrentPassword},
            std::bind_front(&PhoneIdentifierApi::confirm, this)),
        row("identifier.set-username"_L1, Method::Put, "/api/v1/users/me/identifiers/username"_L1,
            {{"username"_L1}, CurrentPassword},
            std::bind_front(&PhoneIdentifierApi::setUsername, this)),
        row("identifier.remove"_L1, Method::Post, "/api/v1/users/me/identifiers/remove"_L1,
            {{"kind"_L1}, CurrentPassword}, std::bind_front(&PhoneIdentifierApi::remove, this)),
    };
}

QCoro::Task<Result<Answer>> PhoneIdentifierApi::list(Call call)
{
    const auto own = co_await m_identifiers.list(call.caller.user);
    if (!own)
        co_return own.error();
    QJsonArray items;
    for (const OwnIdentifier &each : *own)
        items.append(QJsonObject{{"kind"_L1, nameOf(each.identifier.kind)},
                                 {"value"_L1, each.identifier.value},
                                 {"verified"_L1, each.isVerified}});
    co_return Answer{QJsonObject{{"success"_L1, true}, {"identifiers"_L1, items}}};
}

QCoro::Task<Result<Answer>> PhoneIdentifierApi::requestCode(Call call)
{
    const auto to = addressParam(call.params);
    if (!to)
        co_return to.error();
    const auto requested =
        co_await m_identifiers.requestCode(*to, call.caller.address, call.caller.languages);
    if (!requested)
        co_return requested.error();
    co_return Answer{QJsonObject{
        {"success"_L1, true},
        {"retryAfter"_L1, static_cast<qint64>(requested->retryAfter.count())},
    }};
}

QCoro::Task<Result<Answer>> PhoneIdentifierApi::confirm(Call call)
{
    const auto identifier = addressParam(call.params);
    if (!identifier)
        co_return identifier.error();
    const auto done = co_await m_identifiers.confirm(guardedChangeOf(call), *identifier,
                                                     call.params["code"_L1].toString());
    if (!done)
        co_return done.error();
    auto answer = co_await list(call);
    co_return answer;
}

QCoro::Task<Result<Answer>> PhoneIdentifierApi::setUsername(Call call)
{
    const auto done = co_await m_identifiers.setUsername(guardedChangeOf(call),
                                                         call.params["username"_L1].toString());
    if (!done)
        co_return done.error();
    auto answer = co_await list(call);
    co_return answer;
}

QCoro::Task<Result<Answer>> PhoneIdentifierApi::remove(Call call)
{
    const auto kind = kindParam(call.params);
    if (!kind)
        co_return kind.error();
    const auto done = co_await m_identifiers.remove(guardedChangeOf(call), *kind);
    if (!done)
        co_return done.error();
    auto answer = co_await list(call);
    co_return answer;
}

} // namespace linnet::phone
