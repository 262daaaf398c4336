// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/dialectparts.h"

#include "server/app/healthchecks.h"

namespace linnet {

namespace {

phone::PhoneServices phoneServices(IdentityParts &identity, ChatParts &chat)
{
    return {identity.auth,
            identity.codes,
            identity.sessions,
            chat.people,
            chat.conversations,
            chat.groups,
            chat.messages,
            chat.receipts,
            chat.sync,
            chat.typing,
            chat.media,
            chat.friends,
            chat.blocks,
            chat.privacy,
            chat.notifications,
            identity.signUps,
            identity.stepUps,
            identity.secondFactors,
            identity.verification,
            identity.passwordChanges,
            chat.stars};
}

mailotp::MailOtpServices mailOtpServices(IdentityParts &identity, ChatParts &chat)
{
    return {identity.auth, identity.codes, identity.tokens, chat.people, chat.conversations,
            chat.messages, chat.receipts,  chat.typing,     chat.media};
}

cookie::CookieServices cookieServices(IdentityParts &identity, ChatParts &chat)
{
    return {identity.sessions,  identity.signUps, chat.people,
            chat.conversations, chat.messages,    chat.media};
}

mern::MernServices mernServices(IdentityParts &identity, ChatParts &chat)
{
    return {identity.auth, identity.signUps, chat.people, chat.conversations, chat.groups,
            chat.messages, chat.receipts,    chat.typing, chat.media};
}

whispr::WhisprServices whisprServices(IdentityParts &identity, ChatParts &chat)
{
    return {{identity.auth, identity.signUps, identity.verification, identity.passwordChanges,
             chat.people, chat.media},
            chat.friends,
            chat.conversations,
            chat.messages,
            chat.groups,
            chat.notifications,
            chat.typing,
            chat.stars};
}

whispr::WhisprSettings whisprSettings(const Config &config)
{
    const bool isObject = config.whispr.typing == QStringLiteral("object");
    return {isObject ? whispr::TypingShape::Object : whispr::TypingShape::Sentence,
            config.whispr.verifyPage};
}

} // namespace

DialectParts::DialectParts(const Config &config, const Options &options, Foundation &foundation,
                           IdentityParts &identity, ChatParts &chat)
    : system(
        healthChecks(config, foundation, *identity.keys),
        [keys = identity.keys.get()] { return keys->toJwks(); }, foundation.clock,
        [runner = &foundation.jobs->runner] { return nodeDetails(*runner); })
    , phone(phoneServices(identity, chat),
            options.isDevelopment ? phone::PhoneAuthApi::Mode::Development
                                  : phone::PhoneAuthApi::Mode::Production)
    , mailotp(mailOtpServices(identity, chat))
    , cookie(cookieServices(identity, chat))
    , mern(mernServices(identity, chat))
    , whispr(whisprServices(identity, chat), whisprSettings(config))
    , conformance(identity.kept ? std::make_unique<ConformanceDialect>(system, *identity.kept)
                                : nullptr)
{}

void DialectParts::configure(const Config &config)
{
    whispr.configure(whisprSettings(config));
}

std::vector<Dialect *> DialectParts::all()
{
    std::vector<Dialect *> dialects = {&system, &phone,  &mailotp,   &cookie,
                                       &mern,   &whispr, &whisprFeed};
    if (conformance)
        dialects.push_back(conformance.get());
    return dialects;
}

} // namespace linnet
