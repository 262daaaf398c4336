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

//! \return \p users, most often the same list, without those across a block from \p author.
Users heardBy(Users users, const Author &author)
{
    const auto isBlocked = [&author](UserId user) { return author.isBlocked(user); };
    if (!users || std::none_of(users->begin(), users->end(), isBlocked))
        return users;
    std::vector<UserId> hearing = *users;
    std::erase_if(hearing, isBlocked);
    return std::make_shared<const std::vector<UserId>>(std::move(hearing));
}

//! Not a read: memory is filled in the order of the writes.
Result<Users> loadAudience(const ChatContext &context, Stores &stores, UserId member,
                           ConversationId conversation)
{
    const auto users = context.memory.rosters.with(
        conversation, stores, [member](const Roster &roster) { return usersFor(roster, member); });
    if (!users || !*users)
        return users;
    const auto author = context.memory.profiles.find(member, stores);
    if (!author)
        return author.error();
    return heardBy(*users, *author);
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
    const auto known = context.memory.rosters.look(
        conversation, [member](const Roster &roster) { return usersFor(roster, member); });
    if (known && !*known)
        co_return noSuchConversation();
    if (const auto author = context.memory.profiles.look(member); known && author)
        co_return heardBy(*known, *author);
    const auto loaded = co_await context.database.write(
        [=](Stores &stores) { return loadAudience(context, stores, member, conversation); });
    if (!loaded)
        co_return loaded.error();
    if (!*loaded)
        co_return noSuchConversation();
    co_return *loaded;
}

} // namespace linnet
