// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phoneaccount.h"

#include "server/dialects/phone/phonesignin.h"
#include "server/dialects/shared/rows.h"
#include "server/services/identity/authservice.h"
#include "server/services/identity/signupservice.h"
#include "server/services/identity/stepupservice.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

const Field Email{"email"_L1};
const Field Password{"password"_L1};

} // namespace

PhoneAccountApi::PhoneAccountApi(AuthService &auth, SignUpService &signUps,
                                 OneTimeCodeService &codes, StepUpService &stepUps)
    : m_auth(auth)
    , m_signUps(signUps)
    , m_codes(codes)
    , m_stepUps(stepUps)
{}

QList<Endpoint> PhoneAccountApi::endpoints()
{
    const Field device = deviceField();
    return {
        signInRow("auth.sign-up"_L1, "/api/v1/auth/sign-up"_L1,
                  {Email, Password, device, optionalText("displayName"_L1),
                   optionalText("username"_L1), optionalText("bio"_L1),
                   optionalText("avatarUrl"_L1), optionalText("clientName"_L1)},
                  std::bind_front(&PhoneAccountApi::signUp, this)),
        signInRow("auth.sign-in"_L1, "/api/v1/auth/sign-in"_L1,
                  {{"identifier"_L1}, Password, device, optionalText("clientName"_L1)},
                  std::bind_front(&PhoneAccountApi::signIn, this)),
        signInRow("auth.request-email-code"_L1, "/api/v1/auth/email/request-code"_L1, {Email},
                  std::bind_front(&PhoneAccountApi::requestCode, this)),
        signInRow("auth.verify-email-code"_L1, "/api/v1/auth/email/verify-code"_L1,
                  {Email, {"code"_L1}, device, optionalText("clientName"_L1)},
                  std::bind_front(&PhoneAccountApi::verifyCode, this)),
        signInRow("auth.second-factor"_L1, "/api/v1/auth/second-factor"_L1,
                  {{"ticket"_L1}, {"code"_L1}}, std::bind_front(&PhoneAccountApi::stepUp, this)),
    };
}

QCoro::Task<Result<Answer>> PhoneAccountApi::signUp(Call call)
{
    const SignUp wanted{.email = call.params["email"_L1].toString(),
                        .password = call.params["password"_L1].toString(),
                        .displayName = call.params["displayName"_L1].toString(),
                        .username = call.params["username"_L1].toString(),
                        .bio = call.params["bio"_L1].toString(),
                        .avatarUrl = call.params["avatarUrl"_L1].toString()};
    const auto signedIn = co_await m_signUps.signUpAndIn(wanted, toSignIn(call, {}, {}));
    if (!signedIn)
        co_return signedIn.error();
    co_return Answer{signedInBody(*signedIn), Answer::Outcome::Created};
}

QCoro::Task<Result<Answer>> PhoneAccountApi::signIn(Call call)
{
    // What can be nobody's identifier is nobody's: the same answer after the same work.
    const QString text = call.params["identifier"_L1].toString();
    const Identifier identifier =
        parseIdentifier(text).value_or(Identifier{Identifier::Kind::Username, {}});
    const auto outcome = co_await m_auth.attempt(
        SignInBy::Password, toSignIn(call, identifier, call.params["password"_L1].toString()));
    if (!outcome)
        co_return outcome.error();
    co_return toAnswer(*outcome);
}

QCoro::Task<Result<Answer>> PhoneAccountApi::requestCode(Call call)
{
    const auto email = emailParam(call.params);
    if (!email)
        co_return email.error();
    const auto requested = co_await m_codes.request(*email, call.caller.address,
                                                    CodePurpose::SignIn, call.caller.languages);
    if (!requested)
        co_return requested.error();
    co_return Answer{QJsonObject{
        {"success"_L1, true},
        {"retryAfter"_L1, static_cast<qint64>(requested->retryAfter.count())},
    }};
}

QCoro::Task<Result<Answer>> PhoneAccountApi::verifyCode(Call call)
{
    const auto email = emailParam(call.params);
    if (!email)
        co_return email.error();
    const auto outcome = co_await m_auth.attempt(
        SignInBy::Code, toSignIn(call, *email, call.params["code"_L1].toString()));
    if (!outcome)
        co_return outcome.error();
    co_return toAnswer(*outcome);
}

QCoro::Task<Result<Answer>> PhoneAccountApi::stepUp(Call call)
{
    const auto signedIn =
        co_await m_stepUps.complete({.ticket = call.params["ticket"_L1].toString().toUtf8(),
                                     .code = call.params["code"_L1].toString(),
                                     .address = call.caller.address.toString(),
                                     .userAgent = call.caller.userAgent});
    if (!signedIn)
        co_return signedIn.error();
    co_return Answer{signedInBody(*signedIn)};
}

} // namespace linnet::phone
