// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonepassword.h"

#include "server/dialects/phone/phonecodec.h"
#include "server/dialects/phone/phoneguard.h"
#include "server/dialects/phone/phonesignin.h"
#include "server/services/identity/emailverificationservice.h"
#include "server/services/identity/passwordchangeservice.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

const Field NewPasswordField{"newPassword"_L1};

Field optional(QLatin1String name, Field::Type type = Field::Type::String)
{
    return {name, type, Field::Need::Optional};
}

Endpoint row(QLatin1String name, QLatin1String path, Access access, const Schema &schema,
             Handler handler)
{
    return {name, Method::Post, path, {}, access, Cost::SignIn, schema, std::move(handler)};
}

Answer success()
{
    return {QJsonObject{{"success"_L1, true}}};
}

NewPassword passwordOf(const Call &call)
{
    return {call.params["newPassword"_L1].toString()};
}

} // namespace

PhonePasswordApi::PhonePasswordApi(PasswordChangeService &passwords,
                                   EmailVerificationService &verification)
    : m_passwords(passwords)
    , m_verification(verification)
{}

QList<Endpoint> PhonePasswordApi::endpoints()
{
    Endpoint setEmail =
        row("user.set-email"_L1, "/api/v1/users/me/email"_L1, Access::User,
            {{"email"_L1}, CurrentPassword}, std::bind_front(&PhonePasswordApi::changeEmail, this));
    setEmail.method = Method::Put;
    return {
        row("user.change-password"_L1, "/api/v1/users/me/password"_L1, Access::User,
            {NewPasswordField, CurrentPassword,
             optional("keepOtherSessions"_L1, Field::Type::Boolean)},
            std::bind_front(&PhonePasswordApi::change, this)),
        row("auth.request-reset"_L1, "/api/v1/auth/password/request-reset"_L1, Access::Public,
            {{"email"_L1}, optional("byCode"_L1, Field::Type::Boolean)},
            std::bind_front(&PhonePasswordApi::requestReset, this)),
        row("auth.reset-password"_L1, "/api/v1/auth/password/reset"_L1, Access::Public,
            {NewPasswordField, optional("token"_L1), optional("email"_L1), optional("code"_L1)},
            std::bind_front(&PhonePasswordApi::reset, this)),
        setEmail,
        row("user.send-email-link"_L1, "/api/v1/users/me/email/verification"_L1, Access::User, {},
            std::bind_front(&PhonePasswordApi::sendLink, this)),
        row("auth.verify-email"_L1, "/api/v1/auth/email/verify"_L1, Access::Public, {{"token"_L1}},
            std::bind_front(&PhonePasswordApi::verifyEmail, this)),
    };
}

QCoro::Task<Result<Answer>> PhonePasswordApi::change(Call call)
{
    const bool keepsOthers = call.params["keepOtherSessions"_L1].toBool();
    const PasswordChange change{.user = call.caller.user,
                                .session = call.caller.session,
                                .password = passwordOf(call),
                                .others = keepsOthers ? OtherSessions::Keep : OtherSessions::End,
                                .from = call.caller.address};
    const auto changed =
        co_await m_passwords.change(change, call.params["currentPassword"_L1].toString());
    if (!changed)
        co_return changed.error();
    co_return success();
}

QCoro::Task<Result<Answer>> PhonePasswordApi::requestReset(Call call)
{
    const auto email = emailParam(call.params);
    if (!email)
        co_return email.error();
    if (call.params["byCode"_L1].toBool()) {
        const auto requested =
            co_await m_passwords.requestCode(*email, call.caller.address, call.caller.languages);
        if (!requested)
            co_return requested.error();
        co_return success();
    }
    const LinkPage page{call.origin, u"/reset-password"_s, call.caller.languages};
    const auto requested = co_await m_passwords.requestLink(*email, page, call.caller.address);
    if (!requested)
        co_return requested.error();
    co_return success();
}

QCoro::Task<Result<Answer>> PhonePasswordApi::reset(Call call)
{
    const QString token = call.params["token"_L1].toString();
    if (!token.isEmpty()) {
        const auto reset = co_await m_passwords.resetByLink(token, passwordOf(call));
        if (!reset)
            co_return reset.error();
        co_return success();
    }
    const auto email = emailParam(call.params);
    if (!email)
        co_return email.error();
    const auto reset = co_await m_passwords.resetByCode(*email, call.params["code"_L1].toString(),
                                                        call.caller.address, passwordOf(call));
    if (!reset)
        co_return reset.error();
    co_return success();
}

QCoro::Task<Result<Answer>> PhonePasswordApi::changeEmail(Call call)
{
    const auto changed = co_await m_verification.changeEmail(guardedChangeOf(call),
                                                             call.params["email"_L1].toString());
    if (!changed)
        co_return changed.error();
    co_return Answer{QJsonObject{{"user"_L1, ownRow(*changed)}}};
}

QCoro::Task<Result<Answer>> PhonePasswordApi::sendLink(Call call)
{
    const LinkPage page{call.origin, u"/verify-email"_s, call.caller.languages};
    const auto sent = co_await m_verification.send(call.caller.user, page, call.caller.address);
    if (!sent)
        co_return sent.error();
    co_return success();
}

QCoro::Task<Result<Answer>> PhonePasswordApi::verifyEmail(Call call)
{
    const auto verified = co_await m_verification.verify(call.params["token"_L1].toString());
    if (!verified)
        co_return verified.error();
    co_return success();
}

} // namespace linnet::phone
