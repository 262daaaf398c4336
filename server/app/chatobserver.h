// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/chatparts.h"
#include "server/transport/hub/socketobserver.h"

namespace linnet {

//! \brief Tells the chat services who comes and goes, and what has got to whom.
class ChatObserver : public SocketObserver
{
public:
    //! \p chat outlives the observer.
    explicit ChatObserver(ChatParts &chat)
        : m_chat(chat)
    {}

    void connected(const SocketOwner &owner) override;
    void disconnected(const SocketOwner &owner) override;
    void entered(const SocketOwner &owner, ConversationId conversation) override;
    void arrived(ConversationId conversation, const std::vector<Arrival> &arrivals) override;

private:
    ChatParts &m_chat;
};

} // namespace linnet
