// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/front.h"
#include "server/app/runningconfig.h"
#include "tests/support/settle.h"

#include <QTemporaryDir>

namespace linnet::test {

//! \brief A whole server but for the sockets it would listen on.
struct World
{
    explicit World(const Options &options = {})
    {
        config.node.dataDirectory = folder.path();
        config.listeners.resize(1);
        foundation = std::move(*Foundation::open(config));
        identity = std::make_unique<IdentityParts>(
            *foundation, std::move(*IdentitySecrets::open(config, foundation->clock)), config,
            options);
        chat = std::make_unique<ChatParts>(*foundation, identity->lastSeen, config);
        recent = std::make_unique<RecentEvents>(foundation->bus, foundation->clock,
                                                RecentEvents::Settings());
        hub = std::make_unique<Hub>(foundation->bus, threadCount(config));
        running = std::make_unique<RunningConfig>(options, config, mailbox);
        admin = std::make_unique<AdminParts>(*foundation, *identity, *chat, *hub, *running);
        front = std::move(*Front::make(config, options, parts()));
    }
    ~World()
    {
        foundation->files.stop();
        foundation->hashing.stop();
        foundation->signing.stop();
        foundation->cpu.stop();
        foundation->database->stop();
        test::settle(mailbox); // What is on its way ends.
    }
    Q_DISABLE_COPY_MOVE(World)

    ServerParts parts() const { return {*foundation, *identity, *chat, *hub, *recent, *admin}; }
    const EndpointTable &table() const { return front->endpoints().table; }

    QTemporaryDir folder;
    Mailbox mailbox;
    Config config;
    std::unique_ptr<Foundation> foundation;
    std::unique_ptr<IdentityParts> identity;
    std::unique_ptr<ChatParts> chat;
    std::unique_ptr<RecentEvents> recent;
    std::unique_ptr<Hub> hub;
    std::unique_ptr<RunningConfig> running;
    std::unique_ptr<AdminParts> admin;
    std::unique_ptr<Front> front;
};

} // namespace linnet::test
