// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/front.h"

#include <QTemporaryDir>

namespace linnet::test {

//! \brief A whole server but for the sockets it would listen on.
struct World
{
    explicit World(const Options &options = {})
    {
        config.node.dataDirectory = folder.path();
        foundation = std::move(*Foundation::open(config));
        identity = std::make_unique<IdentityParts>(
            *foundation, std::move(*IdentitySecrets::open(config, foundation->clock)), config,
            options);
        chat = std::make_unique<ChatParts>(*foundation, identity->lastSeen, config);
        admin = std::make_unique<AdminParts>(*foundation, identity->sessions, config);
        front = std::move(*Front::make(config, options, parts()));
    }
    ~World() { foundation->database->stop(); }
    Q_DISABLE_COPY_MOVE(World)

    ServerParts parts() const { return {*foundation, *identity, *chat, *admin}; }
    const EndpointTable &table() const { return front->endpoints().table; }

    QTemporaryDir folder;
    Mailbox mailbox;
    Config config;
    std::unique_ptr<Foundation> foundation;
    std::unique_ptr<IdentityParts> identity;
    std::unique_ptr<ChatParts> chat;
    std::unique_ptr<AdminParts> admin;
    std::unique_ptr<Front> front;
};

} // namespace linnet::test
