// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/audience.h"

#include "server/services/chat/chatmemory.h"
#include "server/storage/database.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

using Users = std::shared_ptr<const std::vector<UserId>>;

Users usersFor(const Roster &roster, UserId member)
{
    if (!roster.find(member))
        return nullptr;
    if (roster.traits().isClosed)
        return std::make_shared<const std::vector<UserId>>(1, member);
    return roster.users();
}

} // namespace

std::vector<UserId> without(const std::vector<UserId> &users, UserId one)
{
    std::vector<UserId> others;
    others.reserve(users.size());
    std::copy_if(users.begin(), users.end(), std::back_inserter(others),
                 [one](UserId user) { return user != one; });
    return others;
}

QCoro::Task<Result<Users>> findAudience(ChatContext context, UserId member,
                                        ConversationId conversation)
{
    const auto pick = [member](const Roster &roster) { return usersFor(roster, member); };
    auto known = context.memory.rosters.look(conversation, pick);
    if (!known) {
        // Not a read: rosters are filled in the order of the writes.
        ChatMemory &memory = context.memory;
        const auto loaded =
            co_await context.database.write([&memory, conversation, pick](Stores &stores) {
                return memory.rosters.with(conversation, stores, pick);
            });
        if (!loaded)
            co_return loaded.error();
        known = *loaded;
    }
    if (!*known)
        co_return noSuchConversation();
    co_return *known;
}

} // namespace linnet
