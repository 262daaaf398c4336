// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/dialectparts.h"

#include "server/app/healthchecks.h"

namespace linnet {

namespace {

admin::AdminServices adminServices(AdminParts &admin, MediaService &media,
                                   std::vector<HealthCheck> checks)
{
    return {.staff = admin.staff,
            .audit = admin.audit,
            .sessions = admin.sessions,
            .users = admin.users,
            .suspensions = admin.suspensions,
            .erasures = admin.erasures,
            .merges = admin.merges,
            .exports = admin.exports,
            .serverExports = admin.serverExports,
            .accounts = admin.accounts,
            .imports = admin.imports,
            .conversations = admin.conversations,
            .history = admin.history,
            .ties = admin.ties,
            .media = media,
            .credentials = admin.credentials,
            .groups = admin.groups,
            .reports = admin.reports,
            .settings = admin.settings,
            .otpPolicy = admin.otpPolicy,
            .otpSupport = admin.otpSupport,
            .otpLockouts = admin.otpLockouts,
            .otpAttempts = admin.otpAttempts,
            .jobs = admin.jobs,
            .keys = admin.keys,
            .backups = admin.backups,
            .webhooks = admin.webhooks,
            .deliveries = admin.deliveries,
            .storage = admin.storage,
            .sweeps = admin.sweeps,
            .status = admin.status,
            .doctor = admin.doctor,
            .checks = std::move(checks)};
}

phone::PhoneServices phoneServices(const ServerParts &parts)
{
    return {parts.identity.auth,
            parts.identity.codes,
            parts.identity.sessions,
            parts.chat.people,
            parts.chat.conversations,
            parts.chat.groups,
            parts.chat.messages,
            parts.chat.receipts,
            parts.chat.sync,
            parts.chat.typing,
            parts.chat.media,
            parts.chat.friends,
            parts.chat.blocks,
            parts.chat.privacy,
            parts.chat.notifications,
            parts.identity.signUps,
            parts.identity.stepUps,
            parts.identity.secondFactors,
            parts.identity.verification,
            parts.identity.passwordChanges,
            parts.identity.identifiers,
            parts.chat.stars,
            parts.chat.reports,
            parts.chat.mailChoices};
}

mailotp::MailOtpServices mailOtpServices(const ServerParts &parts)
{
    return {parts.identity.auth, parts.identity.codes,     parts.identity.tokens,
            parts.chat.people,   parts.chat.conversations, parts.chat.messages,
            parts.chat.receipts, parts.chat.typing,        parts.chat.media};
}

cookie::CookieServices cookieServices(const ServerParts &parts)
{
    return {parts.identity.sessions, parts.identity.signUps,   parts.identity.verification,
            parts.chat.people,       parts.chat.conversations, parts.chat.messages,
            parts.chat.media};
}

mern::MernServices mernServices(const ServerParts &parts)
{
    return {parts.identity.auth, parts.identity.signUps,   parts.identity.verification,
            parts.chat.people,   parts.chat.conversations, parts.chat.groups,
            parts.chat.messages, parts.chat.receipts,      parts.chat.typing,
            parts.chat.media};
}

whispr::WhisprServices whisprServices(const ServerParts &parts)
{
    return {{parts.identity.auth, parts.identity.codes, parts.identity.signUps,
             parts.identity.verification, parts.identity.passwordChanges, parts.chat.people,
             parts.chat.media},
            parts.chat.friends,
            parts.chat.conversations,
            parts.chat.messages,
            parts.chat.groups,
            parts.chat.notifications,
            parts.chat.typing,
            parts.chat.stars};
}

whispr::WhisprSettings whisprSettings(const Config &config)
{
    const bool isObject = config.whispr.typing == QStringLiteral("object");
    return {isObject ? whispr::TypingShape::Object : whispr::TypingShape::Sentence,
            config.whispr.verifyPage};
}

} // namespace

DialectParts::DialectParts(const Config &config, const Options &options, const ServerParts &parts)
    : mailPages(parts.chat.mailChoices, parts.identity.verification)
    , system(
          healthChecks(config, parts.foundation, *parts.identity.keys),
          [keys = parts.identity.keys.get()] { return keys->toJwks(); }, parts.foundation.clock,
          [runner = &parts.foundation.jobs->runner] { return nodeDetails(*runner); })
    , admin(adminServices(parts.admin, parts.chat.media,
                          healthChecks(config, parts.foundation, *parts.identity.keys)))
    , phone(phoneServices(parts),
            options.isDevelopment ? phone::PhoneAuthApi::Mode::Development
                                  : phone::PhoneAuthApi::Mode::Production)
    , mailotp(mailOtpServices(parts))
    , cookie(cookieServices(parts))
    , mern(mernServices(parts))
    , whispr(whisprServices(parts), whisprSettings(config))
    , conformance(parts.identity.kept
                      ? std::make_unique<ConformanceDialect>(system, *parts.identity.kept)
                      : nullptr)
{
    system.add(mailPages.endpoints());
}

void DialectParts::configure(const Config &config)
{
    whispr.configure(whisprSettings(config));
}

std::vector<Dialect *> DialectParts::all()
{
    std::vector<Dialect *> dialects = {&system, &admin, &phone,  &mailotp,
                                       &cookie, &mern,  &whispr, &whisprFeed};
    if (conformance)
        dialects.push_back(conformance.get());
    return dialects;
}

} // namespace linnet
