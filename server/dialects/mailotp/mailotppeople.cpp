// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mailotp/mailotppeople.h"

#include "server/api/params.h"
#include "server/dialects/mailotp/mailotpcodec.h"
#include "server/dialects/shared/peoplelist.h"
#include "server/services/chat/peopleservice.h"
#include "server/services/identity/authservice.h"
#include "server/services/identity/onetimecodeservice.h"
#include "server/services/identity/tokenservice.h"

using namespace Qt::StringLiterals;

namespace linnet::mailotp {

namespace {

//! These clients have no refresh token: they keep this one, and sign in again when it ends.
constexpr std::chrono::hours AccessLifetime(15 * 24);

const Field EmailField{"email"_L1, Field::Type::String, Field::Need::Optional};
const Field CodeField{"otp"_L1, Field::Type::Any, Field::Need::Optional};

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

//! Some clients send the code as a number, which has lost the zeros in front of \p length digits.
QString codeParam(const QJsonValue &value, int length)
{
    if (!value.isDouble())
        return value.toString();
    return u"%1"_s.arg(value.toInteger(), length, 10, QChar(u'0'));
}

Endpoint row(QLatin1String name, Method method, QLatin1String path, Handler handler)
{
    return {.name = name,
            .method = method,
            .path = path,
            .event = {},
            .access = Access::User,
            .cost = Cost::Read,
            .request = {},
            .handler = std::move(handler)};
}

} // namespace

QList<Endpoint> MailOtpPeopleApi::endpoints()
{
    using Api = MailOtpPeopleApi;
    Endpoint login = row("auth.login"_L1, Method::Post, "/api/v1/login"_L1,
                         std::bind_front(&Api::requestCode, this));
    login.access = Access::Public;
    login.cost = Cost::SignIn;
    login.request = {EmailField};
    Endpoint verify = row("auth.verify"_L1, Method::Post, "/api/v1/verify"_L1,
                          std::bind_front(&Api::verifyCode, this));
    verify.access = Access::Public;
    verify.cost = Cost::SignIn;
    verify.request = {EmailField, CodeField};
    Endpoint one =
        row("user.get"_L1, Method::Get, "/api/v1/user/{id}"_L1, std::bind_front(&Api::show, this));
    one.access = Access::Public;
    one.request = {{"id"_L1}};
    Endpoint update = row("user.update"_L1, Method::Post, "/api/v1/update/user"_L1,
                          std::bind_front(&Api::rename, this));
    update.cost = Cost::Write;
    update.request = {{"name"_L1}};
    update.aliases = {{Method::Post, "/api/v1/user/update"}, {Method::Put, "/api/v1/update/user"}};
    return {
        std::move(login),
        std::move(verify),
        row("user.me"_L1, Method::Get, "/api/v1/me"_L1, std::bind_front(&Api::me, this)),
        row("user.all"_L1, Method::Get, "/api/v1/user/all"_L1, std::bind_front(&Api::list, this)),
        std::move(one),
        std::move(update)};
}

QCoro::Task<Result<Answer>> MailOtpPeopleApi::requestCode(Call call)
{
    const auto email = parseEmail(call.params["email"_L1].toString());
    if (!email)
        co_return invalid(u"A valid email is required"_s);
    const auto requested = co_await m_services.codes.request(
        *email, call.caller.address, CodePurpose::SignIn, call.caller.languages);
    if (!requested)
        co_return requested.error();
    co_return Answer{QJsonObject{{"message"_L1, "OTP sent to your mail"_L1}}};
}

QCoro::Task<Result<Answer>> MailOtpPeopleApi::verifyCode(Call call)
{
    const QString address = call.params["email"_L1].toString();
    const QString code = codeParam(call.params["otp"_L1], m_services.codes.length());
    if (address.isEmpty() || code.isEmpty())
        co_return invalid(u"Email or OTP required"_s);
    const auto email = parseEmail(address);
    if (!email)
        co_return invalid(u"Invalid or expired OTP"_s);

    SignIn signIn;
    signIn.identifier = *email;
    signIn.secret = code;
    signIn.dialect = u"mailotp"_s;
    signIn.address = call.caller.address.toString();
    signIn.userAgent = call.caller.userAgent;
    signIn.accessLifetime = AccessLifetime;
    const auto signedIn = co_await m_services.auth.signIn(signIn);
    if (!signedIn)
        co_return signedIn.error();
    co_return Answer{QJsonObject{{"message"_L1, "User Verified"_L1},
                                 {"user"_L1, userObject(signedIn->user)},
                                 {"token"_L1, QString::fromLatin1(signedIn->accessToken)}}};
}

QCoro::Task<Result<Answer>> MailOtpPeopleApi::me(Call call)
{
    const auto user = co_await m_services.people.find(call.caller.user);
    if (!user)
        co_return user.error();
    QJsonObject body = userObject(*user);
    body["user"_L1] = userObject(*user); // Some clients look for it here.
    co_return Answer{body};
}

QCoro::Task<Result<Answer>> MailOtpPeopleApi::list(Call call)
{
    const auto shape = [](const User &user) { return userObject(user); };
    auto answer = co_await answerList({pagesOf(std::make_shared<PeopleList>(
        &m_services.people, call.caller.user, PeopleList::Self::Listed, shape))});
    co_return answer;
}

QCoro::Task<Result<Answer>> MailOtpPeopleApi::show(Call call)
{
    const auto id = userParam(call.params, "id"_L1);
    if (!id)
        co_return id.error();
    const bool isStranger = call.caller.user.isNull();
    const auto user = co_await (isStranger ? m_services.people.find(*id)
                                           : m_services.people.show(call.caller.user, *id));
    if (!user)
        co_return user.error();
    co_return Answer{userObject(*user, isStranger ? Email::Hidden : Email::Shown)};
}

QCoro::Task<Result<Answer>> MailOtpPeopleApi::rename(Call call)
{
    ProfileChange change;
    change.displayName = call.params["name"_L1].toString();
    const auto user = co_await m_services.people.change(call.caller.user, change);
    if (!user)
        co_return user.error();
    const auto token = co_await m_services.tokens.renew(call.caller.user, call.caller.session);
    if (!token)
        co_return token.error();
    co_return Answer{QJsonObject{{"message"_L1, "User Updated"_L1},
                                 {"user"_L1, userObject(*user)},
                                 {"token"_L1, QString::fromLatin1(*token)}}};
}

} // namespace linnet::mailotp
