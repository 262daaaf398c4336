// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/login.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/invocation.h"
#include "cli/versionskew.h"
#include "common/core/random.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const QString ClientName = u"linnetctl"_s;

//! \return what a server that was named by its address is called here.
QString nameFor(const ServerAddress &server)
{
    const QUrl url(server.url);
    return url.port() < 0 ? url.host() : u"%1:%2"_s.arg(url.host()).arg(url.port());
}

} // namespace

Declaration Login::declaration()
{
    return {
        .name = u"login"_s,
        .summary = u"Sign in as an administrator."_s,
        .examples = {u"linnetctl login +911111111111 --server https://chat.example.org"_s,
                     u"linnetctl login alice@example.org"_s,
                     u"linnetctl login alice@example.org --by code"_s,
                     u"linnetctl login alice --password-file secret.txt"_s,
                     u"linnetctl login alice --server https://chat.lan --ca-file lan-ca.pem"_s},
        .arguments = {{u"WHO"_s, u"A phone number, an e-mail address or a user name."_s, &m_who,
                       Argument::Need::Optional}},
        .options = {
            {u"--by"_s,
             u"WAY"_s,
             u"Prove it by code (usual for phone numbers) or by password (for all others)."_s,
             &m_by,
             {u"code"_s, u"password"_s}},
            {u"--password-file"_s, u"FILE"_s, u"Read the password from a file; - is the input."_s,
             &m_passwordFile},
            {u"--code-file"_s, u"FILE"_s, u"Read the one-time code from a file; - is the input."_s,
             &m_codeFile},
            {u"--totp-file"_s, u"FILE"_s,
             u"Read the second factor's code from a file; - is the input."_s, &m_secondCodeFile},
        }};
}

Result<> Login::run(Invocation &invocation)
{
    if (auto prepared = prepare(invocation); !prepared)
        return prepared;
    auto reply = signIn(invocation);
    if (reply && (*reply)["secondFactorRequired"_L1].toBool())
        reply = stepUp(invocation, *reply);
    if (!reply)
        return reply.error();
    if (auto kept = keep(invocation, *reply); !kept)
        return kept;
    greet(invocation, *reply);
    return {};
}

//! Finds out where, and as whom.
Result<> Login::prepare(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    m_target = (*connection)->target();
    if (m_target.server.isLocal())
        return usageError(u"The operator of this machine needs no sign-in."_s);
    const auto contexts = invocation.contexts().load();
    if (!contexts)
        return contexts.error();
    if (m_target.contextName.isEmpty()) {
        m_target.contextName = nameFor(m_target.server);
        m_target.context = contexts->byName.value(m_target.contextName);
        const QString known = m_target.context.server;
        if (!known.isEmpty() && known != m_target.server.toString())
            return nameTaken(m_target.contextName, m_target.context);
        if (m_target.server.caFile.isEmpty())
            m_target.server.caFile = m_target.context.caFile;
    }
    m_target.context.server = m_target.server.toString();
    m_target.context.caFile = m_target.server.caFile;
    if (m_target.context.device.isEmpty())
        m_target.context.device = ClientName + u'-' + QString::fromLatin1(randomBytes(8).toHex());
    return askWho(invocation);
}

Result<> Login::askWho(Invocation &invocation)
{
    if (m_who.isEmpty()) {
        const auto who = invocation.prompt().ask(u"Phone number, e-mail address or user name:"_s);
        if (!who)
            return who.error();
        m_who = who->trimmed();
    }
    if (m_by.isEmpty())
        m_by = m_who.startsWith(u'+') ? u"code"_s : u"password"_s;
    return {};
}

Result<QJsonObject> Login::signIn(Invocation &invocation) const
{
    QJsonObject proof{{"deviceId"_L1, m_target.context.device}};
    if (m_by == u"password"_s) {
        const auto password =
            invocation.secret(m_passwordFile, u"Password:"_s, u"--password-file"_s);
        if (!password)
            return password.error();
        proof["identifier"_L1] = m_who;
        proof["password"_L1] = *password;
        proof["clientName"_L1] = ClientName;
        return ask(invocation, u"sign-in"_s, proof);
    }
    const bool isPhone = m_who.startsWith(u'+');
    const QLatin1String destination = isPhone ? "phoneNumber"_L1 : "email"_L1;
    const auto requested = ask(invocation, isPhone ? u"request-otp"_s : u"email/request-code"_s,
                               {{destination, m_who}});
    const bool isTooSoon = !requested && requested.error().kind == Error::Kind::RateLimited;
    if (!requested && !isTooSoon)
        return requested.error();
    invocation.console().note(
        isTooSoon ? u"No other code is sent so soon; the last one may still be good."_s
                  : u"A code is on its way to %1."_s.arg(m_who));
    const auto code = invocation.secret(m_codeFile, u"Code:"_s, u"--code-file"_s);
    if (!code)
        return code.error();
    proof[destination] = m_who;
    proof[isPhone ? "otp"_L1 : "code"_L1] = code->trimmed();
    if (isPhone)
        proof["secondFactor"_L1] = true; // That it would be asked for here.
    return ask(invocation, isPhone ? u"verify-otp"_s : u"email/verify-code"_s, proof);
}

Result<QJsonObject> Login::stepUp(Invocation &invocation, const QJsonObject &reply) const
{
    const auto code =
        invocation.secret(m_secondCodeFile, u"Code of the second factor:"_s, u"--totp-file"_s);
    if (!code)
        return code.error();
    return ask(invocation, u"second-factor"_s,
               {{"ticket"_L1, reply["ticket"_L1]}, {"code"_L1, code->trimmed()}});
}

Result<QJsonObject> Login::ask(Invocation &invocation, const QString &what,
                               const QJsonObject &body) const
{
    auto reply =
        makeClient(m_target.server, invocation.transport()).post(u"/api/v1/auth/"_s + what, body);
    if (!reply && reply.error().kind == Error::Kind::Unauthenticated)
        // To sign in, which is what is said of others of its kind, is what failed.
        return Error{Error::Kind::Unauthenticated, "sign_in_refused"_L1, reply.error().message,
                     u"Check what was typed; a code is good once, and for a few minutes."_s};
    return reply;
}

Result<> Login::keep(Invocation &invocation, const QJsonObject &reply) const
{
    const QJsonObject user = reply["user"_L1].toObject();
    Context context = m_target.context;
    context.accessToken = reply["accessToken"_L1].toString().toLatin1();
    context.refreshToken = reply["refreshToken"_L1].toString().toLatin1();
    context.userId = user["id"_L1].toString();
    context.userName = user["displayName"_L1].toString();
    if (context.accessToken.isEmpty())
        return Error{Error::Kind::Internal, "protocol"_L1,
                     u"The server's answer has no token in it; check the address."_s};
    return invocation.contexts().update([&](Contexts &contexts) -> Result<> {
        contexts.byName[m_target.contextName] = context;
        contexts.current = m_target.contextName;
        return {};
    });
}

void Login::greet(Invocation &invocation, const QJsonObject &reply) const
{
    ApiClient api = makeClient(m_target.server, invocation.transport());
    api.setToken(reply["accessToken"_L1].toString().toLatin1());
    const QString name = reply["user"_L1].toObject()["displayName"_L1].toString();
    invocation.console().note(u"Signed in at %1 as %2."_s.arg(m_target.context.server, name));
    const auto me = api.get(adminPath({u"me"_s}));
    if (!me) {
        invocation.console().warn(
            u"%1 is no administrator there: %2"_s.arg(name, me.error().message));
        return;
    }
    const auto status = api.get(adminPath({u"status"_s}));
    const QString warning = status
        ? versionWarning(QStringLiteral(LINNET_VERSION), (*status)["version"_L1].toString())
        : QString();
    if (!warning.isEmpty())
        invocation.console().warn(warning);
}

} // namespace linnet::cli
