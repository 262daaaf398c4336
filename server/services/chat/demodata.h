// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/user.h"
#include "server/services/chat/chatcontext.h"

#include <QCoroTask>

#include <vector>

namespace linnet {

class ConversationService;
class GroupService;
class MessageService;
struct Stores;

//! \brief Three people and two conversations, for a first look at the server.
class DemoData
{
public:
    DemoData(ChatContext context, ConversationService &conversations, GroupService &groups,
             MessageService &messages);

    //! Adds what is missing; what is there stays as it is.
    QCoro::Task<Result<>> add();

private:
    Result<std::vector<User>> addPeople(Stores &stores) const;
    QCoro::Task<Result<>> addDirectChat(User alice, User bob);
    QCoro::Task<Result<>> addGroup(User alice, std::vector<UserId> others);
    QCoro::Task<Result<>> say(User sender, ConversationId conversation, QString text);

    const ChatContext m_context;
    ConversationService &m_conversations;
    GroupService &m_groups;
    MessageService &m_messages;
};

} // namespace linnet
