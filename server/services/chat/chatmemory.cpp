// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/chatmemory.h"

#include "server/storage/database.h"

namespace linnet {

ChatMemory::ChatMemory(EventBus &bus, Database &database)
{
    database.whenUndone([this] {
        rosters.clear();
        profiles.clear();
    });
    bus.listen([this](const SharedEvent &event) {
        if (const auto *changed = std::get_if<ConversationChanged>(&event->payload))
            rosters.forget(changed->conversation.id);
        else if (const auto *profile = std::get_if<ProfileChanged>(&event->payload))
            profiles.forget(profile->user.id);
        else if (const auto *privacy = std::get_if<PrivacyChanged>(&event->payload))
            profiles.forget(privacy->user);
        else if (const auto *friends = std::get_if<FriendshipChanged>(&event->payload))
            profiles.forget(friends->friendship);
        else if (const auto *block = std::get_if<BlockChanged>(&event->payload))
            forget(*block);
    });
}

void ChatMemory::forget(const BlockChanged &block)
{
    profiles.forget(block.blocker);
    profiles.forget(block.blocked);
    if (block.direct)
        rosters.forget(*block.direct);
}

} // namespace linnet
