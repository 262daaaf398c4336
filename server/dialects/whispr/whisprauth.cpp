// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprauth.h"

#include "server/api/params.h"
#include "server/dialects/shared/mergedshapes.h"
#include "server/dialects/shared/pictures.h"
#include "server/dialects/shared/verificationmail.h"
#include "server/dialects/whispr/whisprcodec.h"
#include "server/dialects/whispr/whisprerrors.h"
#include "server/dialects/whispr/whisprrows.h"
#include "server/services/chat/peopleservice.h"
#include "server/services/identity/authservice.h"
#include "server/services/identity/emailverificationservice.h"
#include "server/services/identity/onetimecodeservice.h"
#include "server/services/identity/passwordchangeservice.h"
#include "server/services/identity/signupservice.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::whispr {

namespace {

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(log, "linnet.whispr")

constexpr auto Text = Field::Type::String;
constexpr auto Required = Field::Need::Required;
constexpr auto Optional = Field::Need::Optional;
constexpr std::chrono::seconds AccessLifetime = 15min;
constexpr std::chrono::seconds RefreshCookieLifetime = 15 * 24h;
constexpr int LeastPassword = 6;
constexpr int UsualCode = 6;

Result<Identifier> emailParam(const QJsonObject &params)
{
    const auto email = parseEmail(params["email"_L1].toString());
    if (!email)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"email must be an e-mail address"_s};
    return *email;
}

SignIn signInOf(const Call &call, const Identifier &email, const QString &secret)
{
    SignIn signIn;
    signIn.identifier = email;
    signIn.secret = secret;
    signIn.dialect = u"whispr"_s;
    signIn.address = call.caller.address.toString();
    signIn.userAgent = call.caller.userAgent;
    signIn.languages = call.caller.languages;
    signIn.accessLifetime = AccessLifetime;
    return signIn;
}

//! Scripts of one generation read the access token to send it themselves.
std::vector<Cookie> cookiesOf(const SignedIn &signedIn)
{
    return {
        {.name = "accessToken",
         .value = signedIn.accessToken,
         .lifetime = AccessLifetime,
         .readers = Cookie::Readers::Scripts,
         .sameSite = Cookie::SameSite::Lax},
        {.name = "refreshToken",
         .value = signedIn.refreshToken,
         .lifetime = RefreshCookieLifetime,
         .readers = Cookie::Readers::Server,
         .sameSite = Cookie::SameSite::Lax},
    };
}

Answer signedInAnswer(const SignedIn &signedIn)
{
    const QJsonObject body{
        {"success"_L1, true},
        {"message"_L1, "Otp successfully verified"_L1},
        {"accessToken"_L1, QString::fromLatin1(signedIn.accessToken)},
        {"refreshToken"_L1, QString::fromLatin1(signedIn.refreshToken)},
        {"data"_L1, QJsonObject{{"username"_L1, shownName(signedIn.user)}}},
    };
    return {.body = body, .cookies = cookiesOf(signedIn)};
}

Endpoint verifyRow(Handler handler)
{
    Endpoint row = signInRow("auth.verify-email"_L1, "/v1/auth/verify-email"_L1,
                             {{"token"_L1, Text, Optional}}, std::move(handler));
    row.method = Method::Get;
    return row;
}

//! What a client says goes before what its browser kept: only the first it can have meant.
QByteArray refreshTokenOf(const Call &call)
{
    const QString said = call.params["refreshToken"_L1].toString();
    return said.isEmpty() ? call.cookies.value("refreshToken") : said.toUtf8();
}

//! Clients of these two families ask for no old password. Whoever holds a session of another one is
//! not to choose a new one here, past the guard that is there.
Result<> requireOwnSession(const Caller &caller)
{
    if (caller.dialect == "whispr"_L1 || caller.dialect == "mern"_L1)
        return {};
    return Error{Error::Kind::Forbidden, "wrong_session"_L1,
                 u"This token is not for this. Please sign in with this app."_s};
}

} // namespace

QList<Endpoint> WhisprAuthApi::endpoints()
{
    const Field email{"email"_L1, Text, Required, 1, 300};
    const Field maybeEmail{"email"_L1, Text, Optional};
    Endpoint signUp = signInRow("auth.register"_L1, "/v1/auth/register"_L1,
                                {{"username"_L1, Text, Required, 6, 30},
                                 email,
                                 {"password"_L1, Text, Required, LeastPassword},
                                 {"bio"_L1, Text, Optional}},
                                std::bind_front(&WhisprAuthApi::signUp, this));
    signUp.fileField = "avatar"_L1;
    return {
        signUp,
        signInRow("auth.login"_L1, "/v1/auth/login"_L1, {email, {"password"_L1}},
                  std::bind_front(&WhisprAuthApi::beginSignIn, this)),
        signInRow("auth.verify-otp"_L1, "/v1/auth/verify-otp"_L1,
                  {maybeEmail, {"otp"_L1, Text, Optional}},
                  std::bind_front(&WhisprAuthApi::completeSignIn, this)),
        signInRow("auth.resend-otp"_L1, "/v1/auth/resend-otp"_L1, {email},
                  std::bind_front(&WhisprAuthApi::resendCode, this)),
        verifyRow(std::bind_front(&WhisprAuthApi::verifyEmail, this)),
        signInRow("auth.refresh-token"_L1, "/v1/auth/refresh-token"_L1,
                  {maybeEmail, {"refreshToken"_L1, Text, Optional}},
                  std::bind_front(&WhisprAuthApi::refresh, this)),
        httpRow("auth.reset-password"_L1, Method::Post, "/v1/auth/reset-password"_L1,
                {{"newPassword"_L1, Text, Required, LeastPassword}},
                std::bind_front(&WhisprAuthApi::replacePassword, this)),
        signInRow("auth.google"_L1, "/v1/auth/sign-in-with-google"_L1, {},
                  &WhisprAuthApi::refuseGoogle),
    };
}

QCoro::Task<Result<Answer>> WhisprAuthApi::signUp(Call call)
{
    SignUp signUp;
    signUp.email = call.params["email"_L1].toString();
    signUp.password = call.params["password"_L1].toString();
    signUp.leastPassword = LeastPassword;
    signUp.username = call.params["username"_L1].toString();
    signUp.bio = call.params["bio"_L1].toString();
    const auto user = co_await m_services.signUps.signUp(signUp);
    if (!user)
        co_return user.error();
    call.caller.user = user->id;
    co_await welcome(call);
    const QJsonObject body{
        {"success"_L1, true},
        {"user"_L1,
         QJsonObject{{"username"_L1, shownName(*user)},
                     {"email"_L1, user->email},
                     {"isVerified"_L1, user->isEmailVerified}}},
        {"message"_L1, "Account created successfully"_L1},
    };
    co_return Answer{body, Answer::Outcome::Created};
}

//! The account is there by now: neither a picture that is none nor a mail that cannot be sent
//! undoes it. Both can be had again.
QCoro::Task<> WhisprAuthApi::welcome(Call call)
{
    co_await mailVerificationLink(&m_services.verifications, call, *m_verifyPage);
    const auto avatar = co_await keepPicture(&m_services.media, call);
    if (!avatar || avatar->isEmpty())
        co_return;
    ProfileChange change;
    change.avatarUrl = *avatar;
    const auto changed = co_await m_services.people.change(call.caller.user, change);
    if (!changed)
        qCInfo(log) << "A new account's picture was not kept:" << changed.error().message;
}

QCoro::Task<Result<Answer>> WhisprAuthApi::beginSignIn(Call call)
{
    const auto email = emailParam(call.params);
    if (!email)
        co_return email.error();
    const auto begun = co_await m_services.auth.beginSignIn(
        signInOf(call, *email, call.params["password"_L1].toString()));
    if (!begun)
        co_return begun.error();
    co_return done("Login successful please verify OTP"_L1);
}

QCoro::Task<Result<Answer>> WhisprAuthApi::completeSignIn(Call call)
{
    const QString code = call.params["otp"_L1].toString();
    if (code.isEmpty() || call.params["email"_L1].toString().isEmpty())
        co_return missing(u"Otp and email is required"_s);
    const int least = std::min(UsualCode, m_services.codes.length());
    if (code.size() < least) // Nobody has been sent one: it is no guess.
        co_return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                        u"otp must have at least %1 characters"_s.arg(least)};
    const auto email = emailParam(call.params);
    if (!email)
        co_return email.error();
    const auto signedIn = co_await m_services.auth.completeSignIn(signInOf(call, *email, code));
    if (!signedIn)
        co_return signedIn.error();
    co_return signedInAnswer(*signedIn);
}

QCoro::Task<Result<Answer>> WhisprAuthApi::resendCode(Call call)
{
    const auto email = emailParam(call.params);
    if (!email)
        co_return email.error();
    const auto sent =
        co_await m_services.auth.resendCode(*email, call.caller.address, call.caller.languages);
    if (!sent)
        co_return sent.error();
    co_return done("otp sent to your mail"_L1);
}

QCoro::Task<Result<Answer>> WhisprAuthApi::refresh(Call call)
{
    const QByteArray token = refreshTokenOf(call);
    if (token.isEmpty())
        co_return Error{Error::Kind::Unauthenticated, "refresh_missing"_L1,
                        u"refresh token Missing"_s};
    const auto signedIn = co_await m_services.auth.refresh(token, {});
    if (!signedIn)
        co_return signedIn.error();
    const QJsonObject body{{"success"_L1, true},
                           {"accessToken"_L1, QString::fromLatin1(signedIn->accessToken)},
                           {"refreshToken"_L1, QString::fromLatin1(signedIn->refreshToken)}};
    co_return Answer{.body = body, .cookies = cookiesOf(*signedIn)};
}

QCoro::Task<Result<Answer>> WhisprAuthApi::verifyEmail(Call call)
{
    const auto user = co_await m_services.verifications.verify(call.params["token"_L1].toString());
    if (!user)
        co_return user.error();
    co_return done("Email verified successfully please login"_L1);
}

QCoro::Task<Result<Answer>> WhisprAuthApi::replacePassword(Call call)
{
    if (const auto allowed = requireOwnSession(call.caller); !allowed)
        co_return allowed.error();
    PasswordChange change;
    change.user = call.caller.user;
    change.session = call.caller.session;
    change.password = {call.params["newPassword"_L1].toString(), LeastPassword};
    change.from = call.caller.address;
    const auto replaced = co_await m_services.passwordChanges.replace(change);
    if (!replaced)
        co_return replaced.error();
    co_return done("Password successfully updated"_L1, Answer::Outcome::Created);
}

QCoro::Task<Result<Answer>> WhisprAuthApi::refuseGoogle(Call)
{
    co_return Error{Error::Kind::NotOffered, "google_not_configured"_L1,
                    u"Signing in with Google is not offered here."_s};
}

} // namespace linnet::whispr
