// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/teststorage.h"

namespace linnet::test {

//! \brief Four people, the first of whom is merged into the second, and what they have.
class MergeFixture
{
public:
    MergeFixture()
    {
        for (const qint64 user : {1, 2, 3, 4})
            addUser(stores(), UserId(user));
    }

    Stores &stores() { return *m_stores; }

    //! \return a group that the first of \p members owns.
    ConversationId addGroup(const std::vector<UserId> &members)
    {
        Conversation group;
        group.id = ConversationId(++m_lastId);
        group.kind = ConversationKind::Group;
        group.createdBy = members.front();
        if (!stores().conversations.addGroup(group, members))
            qFatal("No group.");
        return group.id;
    }

    ConversationId addDirect(UserId one, UserId another)
    {
        Conversation direct;
        direct.id = ConversationId(++m_lastId);
        direct.createdBy = one;
        return stores().conversations.addDirect(direct, another).value().id;
    }

    Message say(ConversationId conversation, UserId sender, const QString &clientId = {},
                const std::vector<UserId> &mentions = {})
    {
        Message draft;
        draft.id = MessageId(++m_lastId);
        draft.conversation = conversation;
        draft.sender = sender;
        draft.clientId = clientId;
        draft.body = QStringLiteral("Hi");
        draft.mentions = mentions;
        return stores().messages.append(draft).value().message;
    }

    //! \return the conversations that were moved.
    std::vector<ConversationId> merge()
    {
        return stores().merges.moveConversations(merger).value();
    }

    Member memberOf(ConversationId conversation, UserId user)
    {
        return stores().members.find(conversation, user).value();
    }

    //! \return what \p viewer sees, the newest first.
    std::vector<MessageView> history(ConversationId conversation, UserId viewer)
    {
        return stores().messages.list({.conversation = conversation, .viewer = viewer}).value();
    }

    const UserId from{1};
    const UserId into{2};
    const UserId other{3};
    const Merger merger{from, into, at(50), QStringLiteral("user:9")};

private:
    TestStores m_stores;
    qint64 m_lastId = 100;
};

} // namespace linnet::test
