// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/chatparts.h"
#include "server/services/identity/lastseen.h"
#include "tests/support/await.h"
#include "tests/support/settle.h"
#include "tests/support/teststorage.h"

#include <QTemporaryDir>

namespace linnet::test {

//! \brief The chat services over a database of their own, and two people who may write.
class ChatWorld
{
public:
    static constexpr UserId Alice = UserId(1);
    static constexpr UserId Bob = UserId(2);

    ChatWorld()
    {
        config.node.dataDirectory = m_folder.path();
        foundation = std::move(*Foundation::open(config));
        chat = std::make_unique<ChatParts>(*foundation, lastSeen, config);
        foundation->ids.startAfter(10);
        const auto added = await(foundation->database->write([](Stores &stores) -> Result<> {
            addUser(stores, Alice);
            addUser(stores, Bob);
            return {};
        }));
        if (!added)
            qFatal("%s", qPrintable(added.error().message));
    }
    Q_DISABLE_COPY_MOVE(ChatWorld)

    //! Alice writes to Bob.
    Message send(const QString &body)
    {
        Draft draft;
        draft.sender = Alice;
        draft.recipient = Bob;
        draft.body = body;
        return *await(chat->messages.send(draft));
    }

    //! Lets what is on its way end, before what it refers to is gone.
    void settle()
    {
        foundation->database->stop();
        test::settle(m_mailbox);
    }

private:
    QTemporaryDir m_folder;
    Mailbox m_mailbox;

public:
    Config config;
    LastSeen lastSeen;
    std::unique_ptr<Foundation> foundation;
    std::unique_ptr<ChatParts> chat;
};

} // namespace linnet::test
