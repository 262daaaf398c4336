// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mern/mernauth.h"

#include "common/domain/identifier.h"
#include "server/dialects/mern/mernerrors.h"
#include "server/dialects/shared/mergedshapes.h"
#include "server/dialects/shared/pictures.h"
#include "server/dialects/shared/rows.h"
#include "server/dialects/shared/sessioncookies.h"
#include "server/dialects/shared/verificationmail.h"
#include "server/services/chat/peopleservice.h"
#include "server/services/identity/authservice.h"
#include "server/services/identity/signupservice.h"

using namespace Qt::StringLiterals;

namespace linnet::mern {

namespace {

constexpr int LeastPassword = 6;

//! \return the first of \p names that \p params has a text for.
QString firstOf(const QJsonObject &params, std::initializer_list<QLatin1String> names)
{
    for (const QLatin1String name : names) {
        if (const QString text = params[name].toString(); !text.isEmpty())
            return text;
    }
    return {};
}

//! What every family reads of the answer to a sign-in: some the user, some its fields.
Answer signedInAnswer(const SignedIn &signedIn, QLatin1String message, const QString &origin)
{
    const QJsonObject user = mergedUser(signedIn.user, origin);
    QJsonObject body = user;
    body["success"_L1] = true;
    body["message"_L1] = message;
    body["user"_L1] = user;
    body["token"_L1] = QString::fromLatin1(signedIn.accessToken);
    body["accessToken"_L1] = QString::fromLatin1(signedIn.accessToken);
    body["refreshToken"_L1] = QString::fromLatin1(signedIn.refreshToken);
    return {.body = body, .cookies = sessionCookies(signedIn)};
}

} // namespace

QList<Endpoint> MernAuthApi::endpoints()
{
    const Field email = optionalText("email"_L1);
    const Field password = optionalText("password"_L1);
    Endpoint signUp =
        signInRow("auth.register"_L1, "/api/auth/register"_L1,
                  {email, password, optionalText("username"_L1), optionalText("name"_L1),
                   optionalText("fullName"_L1), optionalText("bio"_L1), optionalText("avatar"_L1),
                   optionalText("pic"_L1)},
                  std::bind_front(&MernAuthApi::signUp, this));
    signUp.fileField = "avatar"_L1;
    signUp.aliases = {{Method::Post, "/api/user"}};
    Endpoint signIn = signInRow("auth.login"_L1, "/api/auth/login"_L1, {email, password},
                                std::bind_front(&MernAuthApi::signIn, this));
    signIn.sharedWith = {CookieName};
    signIn.aliases = {{Method::Post, "/api/user/auth/login"}, {Method::Post, "/api/user/login"}};
    return {
        signUp,
        signIn,
        signInRow("auth.refresh-token"_L1, "/api/auth/refresh-token"_L1,
                  {optionalText("refreshToken"_L1)}, std::bind_front(&MernAuthApi::refresh, this)),
        httpRow("auth.me"_L1, Method::Get, "/api/auth/me"_L1, {},
                std::bind_front(&MernAuthApi::showSelf, this)),
    };
}

QCoro::Task<Result<Answer>> MernAuthApi::signUp(Call call)
{
    SignUp signUp;
    signUp.email = call.params["email"_L1].toString();
    signUp.password = call.params["password"_L1].toString();
    signUp.leastPassword = LeastPassword;
    signUp.displayName = firstOf(call.params, {"name"_L1, "fullName"_L1, "username"_L1});
    const QString username = call.params["username"_L1].toString();
    if (parseUsername(username)) // Others are names like any, which here need not be unique.
        signUp.username = username;
    signUp.bio = call.params["bio"_L1].toString();
    signUp.avatarUrl = relativeUrl(call.origin, firstOf(call.params, {"avatar"_L1, "pic"_L1}));
    if (signUp.email.isEmpty() || signUp.password.isEmpty() || signUp.displayName.isEmpty())
        co_return Error{Error::Kind::InvalidInput, "registration_incomplete"_L1,
                        fieldsMissing().message};
    auto signedIn = co_await m_services.signUps.signUpAndIn(signUp, longSignIn(call, Name));
    if (!signedIn)
        co_return signedIn.error();
    call.caller.user = signedIn->user.id;
    co_await mailVerificationLink(&m_services.verifications, call);
    co_await keepAvatar(call);
    const auto user = co_await m_services.people.find(signedIn->user.id);
    if (user)
        signedIn->user = *user;
    Answer answer = signedInAnswer(*signedIn, "Account created successfully"_L1, call.origin);
    answer.outcome = Answer::Outcome::Created;
    co_return answer;
}

//! The account is there by now: a picture that is not to be had does not undo it.
QCoro::Task<> MernAuthApi::keepAvatar(Call call)
{
    const auto avatar = co_await keepPicture(&m_services.media, call);
    if (!avatar || avatar->isEmpty())
        co_return;
    ProfileChange change;
    change.avatarUrl = *avatar;
    const auto changed = co_await m_services.people.change(call.caller.user, change);
    Q_UNUSED(changed)
}

QCoro::Task<Result<Answer>> MernAuthApi::signIn(Call call)
{
    const QString address = call.params["email"_L1].toString();
    SignIn signIn = longSignIn(call, Name);
    signIn.secret = call.params["password"_L1].toString();
    if (address.isEmpty() || signIn.secret.isEmpty())
        co_return fieldsMissing();
    const auto email = parseEmail(address);
    if (!email)
        co_return Error{Error::Kind::Unauthenticated, "invalid_credentials"_L1,
                        u"Invalid credentials"_s};
    signIn.identifier = *email;
    const auto signedIn = co_await m_services.auth.signInWithPassword(signIn);
    if (!signedIn)
        co_return signedIn.error();
    co_return signedInAnswer(*signedIn, "Login successful"_L1, call.origin);
}

//! What a client says goes before what its browser kept: only the first it can have meant.
QCoro::Task<Result<Answer>> MernAuthApi::refresh(Call call)
{
    const QString said = call.params["refreshToken"_L1].toString();
    const QByteArray token = said.isEmpty() ? call.cookies.value("refreshToken") : said.toUtf8();
    if (token.isEmpty())
        co_return Error{Error::Kind::Unauthenticated, "refresh_missing"_L1,
                        u"refresh token Missing"_s};
    const auto signedIn = co_await m_services.auth.refresh(token, {});
    if (!signedIn)
        co_return signedIn.error();
    const QString accessToken = QString::fromLatin1(signedIn->accessToken);
    const QJsonObject body{{"success"_L1, true},
                           {"token"_L1, accessToken},
                           {"accessToken"_L1, accessToken},
                           {"refreshToken"_L1, QString::fromLatin1(signedIn->refreshToken)}};
    co_return Answer{.body = body, .cookies = sessionCookies(*signedIn)};
}

QCoro::Task<Result<Answer>> MernAuthApi::showSelf(Call call)
{
    const auto user = co_await m_services.people.find(call.caller.user);
    if (!user)
        co_return user.error();
    QJsonObject body = mergedUser(*user, call.origin);
    body["user"_L1] = body;
    body["success"_L1] = true;
    co_return Answer{body};
}

} // namespace linnet::mern
