// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phoneauth.h"

#include "server/dialects/phone/phonesignin.h"
#include "server/services/identity/authservice.h"
#include "server/services/identity/onetimecodeservice.h"
#include "server/services/identity/sessionservice.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

const Field PhoneNumber{"phoneNumber"_L1, Field::Type::String};
const Field Device = deviceField();
//! The family's own clients say nothing: they take each answer that is no error for a session.
const Field KnowsSecondFactor{
    .name = "secondFactor"_L1,
    .type = Field::Type::Boolean,
    .need = Field::Need::Optional,
    .description = "True of a client that can ask for a second factor; others are refused."_L1};

Result<Identifier> phoneParam(const QJsonObject &params)
{
    const auto phone = parsePhone(params["phoneNumber"_L1].toString());
    if (!phone)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"phoneNumber must be in E.164 format, e.g. +14155550123"_s};
    return *phone;
}

} // namespace

PhoneAuthApi::PhoneAuthApi(AuthService &auth, OneTimeCodeService &codes, SessionService &sessions,
                           Mode mode)
    : m_auth(auth)
    , m_codes(codes)
    , m_sessions(sessions)
    , m_mode(mode)
{}

QList<Endpoint> PhoneAuthApi::endpoints()
{
    return {
        {"auth.request-otp"_L1,
         Method::Post,
         "/api/v1/auth/request-otp"_L1,
         {},
         Access::Public,
         Cost::SignIn,
         {PhoneNumber},
         std::bind_front(&PhoneAuthApi::requestCode, this)},
        {"auth.verify-otp"_L1,
         Method::Post,
         "/api/v1/auth/verify-otp"_L1,
         {},
         Access::Public,
         Cost::SignIn,
         {PhoneNumber, {"otp"_L1}, Device, KnowsSecondFactor},
         std::bind_front(&PhoneAuthApi::verifyCode, this)},
        {"auth.refresh-token"_L1,
         Method::Post,
         "/api/v1/auth/refresh-token"_L1,
         {},
         Access::Public,
         Cost::SignIn,
         {{"refreshToken"_L1}, Device},
         std::bind_front(&PhoneAuthApi::refresh, this)},
        {"auth.logout"_L1,
         Method::Post,
         "/api/v1/auth/logout"_L1,
         {},
         Access::User,
         Cost::Write,
         {},
         std::bind_front(&PhoneAuthApi::signOut, this)},
    };
}

QCoro::Task<Result<Answer>> PhoneAuthApi::requestCode(Call call)
{
    const auto phone = phoneParam(call.params);
    if (!phone)
        co_return phone.error();
    const auto requested = co_await m_codes.request(*phone, call.caller.address);
    if (!requested)
        co_return requested.error();
    co_return Answer{QJsonObject{
        {"success"_L1, true},
        {"message"_L1, m_mode == Mode::Development ? "OTP sent (dev mode)"_L1 : "OTP sent"_L1},
        {"retryAfter"_L1, static_cast<qint64>(requested->retryAfter.count())},
    }};
}

QCoro::Task<Result<Answer>> PhoneAuthApi::verifyCode(Call call)
{
    const auto phone = phoneParam(call.params);
    if (!phone)
        co_return phone.error();

    const SignIn signIn = toSignIn(call, *phone, call.params["otp"_L1].toString());
    if (!call.params[KnowsSecondFactor.name].toBool()) {
        const auto signedIn = co_await m_auth.signIn(signIn);
        if (!signedIn)
            co_return signedIn.error();
        co_return Answer{signedInBody(*signedIn)};
    }
    const auto outcome = co_await m_auth.attempt(SignInBy::Code, signIn);
    if (!outcome)
        co_return outcome.error();
    co_return toAnswer(*outcome);
}

QCoro::Task<Result<Answer>> PhoneAuthApi::refresh(Call call)
{
    const auto signedIn = co_await m_auth.refresh(
        call.params["refreshToken"_L1].toString().toUtf8(), call.params["deviceId"_L1].toString());
    if (!signedIn)
        co_return signedIn.error();
    co_return Answer{signedInBody(*signedIn)};
}

QCoro::Task<Result<Answer>> PhoneAuthApi::signOut(Call call)
{
    const auto ended = co_await m_sessions.revoke(call.caller.session, {u"user"_s, EndedBySignOut});
    if (!ended)
        co_return ended.error();
    co_return Answer{QJsonObject{{"success"_L1, true}}};
}

} // namespace linnet::phone
