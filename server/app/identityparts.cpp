// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/identityparts.h"

#include "common/core/privatefile.h"
#include "server/app/otpsettings.h"
#include "server/services/identity/commandcodesender.h"
#include "server/services/identity/emailcodesender.h"
#include "server/services/identity/fallbackcodesender.h"
#include "server/services/identity/logcodesender.h"
#include "server/services/identity/splitcodesender.h"
#include "server/services/identity/webhookcodesender.h"

#include <QLoggingCategory>
#include <QProcess>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "linnet.identity")

template <typename To>
To as(Config::Duration duration)
{
    return std::chrono::duration_cast<To>(duration);
}

TokenSettings tokenSettings(const Config &config)
{
    TokenSettings settings;
    settings.issuer = config.auth.issuer;
    settings.audience = config.auth.audience;
    settings.lifetime = as<std::chrono::seconds>(config.auth.accessLifetime);
    settings.requireSession = config.auth.requireSession;
    return settings;
}

std::shared_ptr<KeepingCodeSender> keepingSender(const Options &options)
{
    return options.profile == Profile::App ? std::make_shared<KeepingCodeSender>() : nullptr;
}

std::unique_ptr<CodeSender> makeGateway(const QString &kind, Foundation &foundation,
                                        const Config &config)
{
    if (kind == u"command"_s)
        return std::make_unique<CommandCodeSender>(foundation.errands,
                                                   QProcess::splitCommand(config.otp.command));
    if (kind == u"webhook"_s)
        return std::make_unique<WebhookCodeSender>(foundation.errands,
                                                   WebhookSettings{config.otp.webhook.toUtf8()});
    return std::make_unique<LogCodeSender>();
}

std::unique_ptr<CodeSender> makeGateways(Foundation &foundation, const Config &config)
{
    FallbackCodeSender::Senders senders;
    for (const QString &kind : QStringList{config.otp.sender} + config.otp.fallbacks)
        senders.push_back(makeGateway(kind, foundation, config));
    return std::make_unique<FallbackCodeSender>(std::move(senders));
}

//! Gateways deliver to both, so they get what no mail server is there for.
std::shared_ptr<CodeSender> makeSender(Foundation &foundation, const Config &config)
{
    JobParts &jobs = *foundation.jobs;
    if (!jobs.mail && config.otp.sender != u"log"_s)
        return makeGateways(foundation, config);
    return std::make_shared<SplitCodeSender>(
        makeGateways(foundation, config),
        std::make_unique<EmailCodeSender>(*foundation.database, jobs.mailer, foundation.clock));
}

std::shared_ptr<CodeSender> senderFor(Foundation &foundation, const Config &config,
                                      const std::shared_ptr<KeepingCodeSender> &kept)
{
    if (kept)
        return kept;
    return makeSender(foundation, config);
}

NotificationContext notificationContext(Foundation &foundation)
{
    return {*foundation.database, foundation.bus, foundation.clock, foundation.ids};
}

IdentityContext contextOf(Foundation &foundation, const SecurityWriter &security)
{
    return {*foundation.database, foundation.bus, foundation.hashing,
            foundation.clock,     foundation.ids, security};
}

AuthSettings authSettings(const IdentitySecrets &secrets, const Config &config)
{
    return {as<std::chrono::seconds>(config.auth.refreshLifetime), secrets.refreshSecret};
}

void report(const char *what, const Result<> &outcome)
{
    if (!outcome)
        qCWarning(log) << what << "failed:" << outcome.error().message << outcome.error().detail;
}

} // namespace

Result<IdentitySecrets> IdentitySecrets::open(const Config &config, const Clock &clock)
{
    auto pepper = openSecretFile(inDataDirectory(config, u"codes.secret"_s));
    if (!pepper)
        return pepper.error();
    auto refresh = openSecretFile(inDataDirectory(config, u"refresh.secret"_s));
    if (!refresh)
        return refresh.error();
    auto seal = openSecretFile(inDataDirectory(config, u"seal.secret"_s), SecretBox::KeyBytes);
    if (!seal)
        return seal.error();
    auto keys = KeyRing::open(keySettings(config), clock);
    if (!keys)
        return keys.error();
    return IdentitySecrets{*pepper, *refresh, *seal, std::move(*keys)};
}

KeyRingSettings IdentitySecrets::keySettings(const Config &config)
{
    KeyRingSettings settings;
    settings.directory = inDataDirectory(config, u"keys"_s);
    settings.overlap = MostTokenLifetime;
    settings.givenKey = config.auth.keyFile;
    settings.givenKeyId = config.auth.keyId.toUtf8();
    settings.givenKeyOpenness = config.auth.mayKeyBeOpen ? Openness::Lamented : Openness::Refused;
    return settings;
}

IdentityParts::IdentityParts(Foundation &foundation, IdentitySecrets secrets, const Config &config,
                             const Options &options)
    : security(notificationContext(foundation), foundation.jobs->mailer)
    , keys(std::move(secrets.keys))
    , revoked(foundation.bus, foundation.clock, MostTokenLifetime)
    , suspended(foundation.clock)
    , signer(*keys, foundation.signing, foundation.clock, tokenSettings(config))
    , verifier(*keys, foundation.clock, tokenSettings(config))
    , authenticator(verifier, revoked, suspended, lastSeen, foundation.clock)
    , kept(keepingSender(options))
    , codeSettings(config.otp)
    , sender(senderFor(foundation, config, kept))
    , sessions(contextOf(foundation, security), revoked, lastSeen)
    , codes(contextOf(foundation, security), sender, codePolicy(config, options),
            secrets.codePepper)
    , hasher(foundation.hashing)
    , passwords(contextOf(foundation, security), hasher, PasswordPolicy{config.password.minimum})
    , tokens(contextOf(foundation, security), sessions, signer, authSettings(secrets, config))
    , signUps(contextOf(foundation, security), passwords, tokens)
    , box(secrets.sealKey)
    , secondFactors(contextOf(foundation, security), passwords, box,
                    {.issuer = config.auth.issuer, .pepper = secrets.codePepper})
    , stepUps(contextOf(foundation, security), secondFactors, tokens)
    , auth(contextOf(foundation, security), codes, passwords, stepUps, tokens)
    , links(foundation.jobs->mailer, foundation.clock, {.publicUrl = config.node.publicUrl})
    , verification(contextOf(foundation, security), passwords, links, codePolicy(config, options))
    , passwordChanges(contextOf(foundation, security), passwords, codes, sessions, links,
                      codePolicy(config, options))
    , identifiers(contextOf(foundation, security), codes, passwords)
{
    if (foundation.jobs && foundation.jobs->mail)
        foundation.jobs->mail->whenLost(&EmailCodeSender::refund);
}

void IdentityParts::configure(Foundation &foundation, const Config &config, const Options &options,
                              KeyRing::Reading newKeys)
{
    keys->adopt(std::move(newKeys));
    signer.configure(tokenSettings(config));
    verifier.configure(tokenSettings(config));
    tokens.setRefreshLifetime(as<std::chrono::seconds>(config.auth.refreshLifetime));
    secondFactors.setIssuer(config.auth.issuer);
    codes.configure(codePolicy(config, options));
    verification.configure(codePolicy(config, options));
    passwordChanges.configure(codePolicy(config, options));
    passwords.configure({config.password.minimum});
    links.configure({.publicUrl = config.node.publicUrl});
    if (config.otp != codeSettings) {
        codeSettings = config.otp;
        sender.replace(senderFor(foundation, config, kept));
    }
}

QCoro::Task<Result<>> IdentityParts::start()
{
    co_return co_await sessions.start();
}

QCoro::Task<> IdentityParts::prepareKey()
{
    try {
        const auto prepared = co_await signer.prepare();
        report("Making the signing key", prepared);
    } catch (const std::exception &exception) {
        qCWarning(log) << "Making the signing key failed:" << exception.what();
    }
}

QCoro::Task<> IdentityParts::tidy()
{
    try {
        const auto sessionsTidied = co_await sessions.tidy();
        report("Tidying sessions", sessionsTidied);
        const auto codesTidied = co_await codes.tidy();
        report("Tidying one-time codes", codesTidied);
    } catch (const std::exception &exception) {
        qCWarning(log) << "Tidying failed:" << exception.what();
    }
}

} // namespace linnet
