// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/event.h"

namespace linnet {

ConversationId conversationOf(const EventPayload &payload)
{
    return std::visit(
        []<typename Payload>(const Payload &each) -> ConversationId {
            if constexpr (requires { each.message.conversation; })
                return each.message.conversation;
            else if constexpr (requires { each.conversation.id; })
                return each.conversation.id;
            else if constexpr (requires { each.conversation; })
                return each.conversation;
            else
                return {};
        },
        payload);
}

} // namespace linnet
