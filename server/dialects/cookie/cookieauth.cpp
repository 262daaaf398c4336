// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/cookie/cookieauth.h"

#include "server/dialects/shared/mergedshapes.h"
#include "server/dialects/shared/pictures.h"
#include "server/dialects/shared/rows.h"
#include "server/dialects/shared/sessioncookies.h"
#include "server/dialects/shared/verificationmail.h"
#include "server/services/chat/peopleservice.h"
#include "server/services/identity/sessionservice.h"
#include "server/services/identity/signupservice.h"

using namespace Qt::StringLiterals;

namespace linnet::cookie {

namespace {

constexpr int LeastPassword = 6;

Endpoint row(QLatin1String name, Method method, QLatin1String path, Access access, Handler handler)
{
    const Cost cost = method == Method::Get ? Cost::Read : Cost::Write;
    return {name, method, path, {}, access, cost, {}, std::move(handler)};
}

Error invalid(QLatin1String code, const QString &message)
{
    return {Error::Kind::InvalidInput, code, message};
}

} // namespace

QList<Endpoint> CookieAuthApi::endpoints()
{
    Endpoint signUp = row("auth.signup"_L1, Method::Post, "/api/auth/signup"_L1, Access::Public,
                          std::bind_front(&CookieAuthApi::signUp, this));
    signUp.cost = Cost::SignIn;
    signUp.request = {optionalText("fullName"_L1), optionalText("email"_L1),
                      optionalText("password"_L1)};
    Endpoint changePicture =
        row("auth.update-profile"_L1, Method::Post, "/api/auth/update-profile"_L1, Access::User,
            std::bind_front(&CookieAuthApi::changePicture, this));
    changePicture.aliases = {{Method::Put, "/api/auth/update-profile"}};
    changePicture.fileField = "profilePic"_L1;
    return {
        signUp,
        row("auth.logout"_L1, Method::Post, "/api/auth/logout"_L1, Access::Public,
            std::bind_front(&CookieAuthApi::signOut, this)),
        row("auth.check"_L1, Method::Get, "/api/auth/check"_L1, Access::User,
            std::bind_front(&CookieAuthApi::check, this)),
        row("auth.validate"_L1, Method::Get, "/api/auth/validate"_L1, Access::User,
            std::bind_front(&CookieAuthApi::validate, this)),
        changePicture,
    };
}

QCoro::Task<Result<Answer>> CookieAuthApi::signUp(Call call)
{
    SignUp signUp;
    signUp.displayName = call.params["fullName"_L1].toString();
    signUp.email = call.params["email"_L1].toString();
    signUp.password = call.params["password"_L1].toString();
    signUp.leastPassword = LeastPassword;
    if (signUp.displayName.isEmpty() || signUp.email.isEmpty() || signUp.password.isEmpty())
        co_return invalid("fields_missing"_L1, u"Please fill all the fields"_s);
    const auto signedIn = co_await m_services.signUps.signUpAndIn(signUp, longSignIn(call, Name));
    if (!signedIn)
        co_return signedIn.error();
    call.caller.user = signedIn->user.id;
    co_await mailVerificationLink(&m_services.verifications, call);
    co_return Answer{.body = mergedUser(signedIn->user, call.origin),
                     .outcome = Answer::Outcome::Created,
                     .cookies = sessionCookies(*signedIn)};
}

//! Whoever asks is told to forget; a session that is over already does not matter.
QCoro::Task<Result<Answer>> CookieAuthApi::signOut(Call call)
{
    if (!call.caller.session.isNull()) {
        const auto ended =
            co_await m_services.sessions.revoke(call.caller.session, {u"user"_s, EndedBySignOut});
        if (!ended)
            co_return ended.error();
    }
    co_return Answer{.body = QJsonObject{{"message"_L1, "Logged out successfully"_L1}},
                     .cookies = forgottenCookies()};
}

QCoro::Task<Result<Answer>> CookieAuthApi::check(Call call)
{
    const auto user = co_await m_services.people.find(call.caller.user);
    if (!user)
        co_return user.error();
    co_return Answer{mergedUser(*user, call.origin)};
}

QCoro::Task<Result<Answer>> CookieAuthApi::validate(Call call)
{
    const auto user = co_await m_services.people.find(call.caller.user);
    if (!user)
        co_return user.error();
    co_return Answer{QJsonObject{{"valid"_L1, true}, {"user"_L1, mergedUser(*user, call.origin)}}};
}

QCoro::Task<Result<Answer>> CookieAuthApi::changePicture(Call call)
{
    const auto picture = co_await keepPicture(&m_services.media, call);
    if (!picture)
        co_return picture.error();
    if (picture->isEmpty())
        co_return invalid("picture_missing"_L1, u"Profile pic required"_s);
    ProfileChange change;
    change.avatarUrl = *picture;
    const auto user = co_await m_services.people.change(call.caller.user, change);
    if (!user)
        co_return user.error();
    co_return Answer{mergedUser(*user, call.origin)};
}

} // namespace linnet::cookie
