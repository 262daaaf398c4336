// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class ConversationService;
class TypingService;
} // namespace linnet

namespace linnet::whispr {

//! \brief What comes over sockets: which chat is open, and that somebody is typing there.
class WhisprLiveApi
{
public:
    WhisprLiveApi(ConversationService &conversations, TypingService &typing);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> joinRoom(Call call);
    QCoro::Task<Result<Answer>> leaveRoom(Call call);
    QCoro::Task<Result<Answer>> startTyping(Call call);
    QCoro::Task<Result<Answer>> stopTyping(Call call);

    ConversationService &m_conversations;
    TypingService &m_typing;
};

} // namespace linnet::whispr
