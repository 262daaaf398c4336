// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/people/blockservice.h"

#include "common/core/clock.h"
#include "common/domain/notfound.h"
#include "server/bus/eventbus.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/chat/viewer.h"
#include "server/storage/database.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

//! Each as PeopleService::show() shows them to \p user.
Result<std::vector<User>> listBlocked(Stores &stores, UserId user)
{
    auto blocked = stores.blocks.list(user);
    if (!blocked)
        return blocked;
    Viewer viewer(stores, user);
    for (User &each : *blocked) {
        if (const auto hidden = viewer.hidePicture(each); !hidden)
            return hidden.error();
    }
    return blocked;
}

//! \return whether each of the two may know when the other is here.
Result<bool> seeEachOther(Stores &stores, UserId user, UserId other)
{
    const auto company = stores.members.listCompany(user);
    if (!company)
        return company.error();
    const auto isOther = [other](const Companion &each) { return each.user == other; };
    const auto found = std::find_if(company->begin(), company->end(), isOther);
    return found != company->end() && found->isSeen;
}

//! \return what becomes of \p friendship when \p user blocks the other one. Whoever had asked waits
//! as after any request that came to nothing, so that a block is no way around that.
FriendshipState endOf(const Friendship &friendship, UserId user)
{
    if (friendship.state != FriendshipState::Pending)
        return FriendshipState::Removed;
    return friendship.from == user ? FriendshipState::Withdrawn : FriendshipState::Declined;
}

} // namespace

BlockService::BlockService(ChatContext context)
    : m_context(context)
    , m_notifications({context.database, context.bus, context.clock, context.ids})
{}

QCoro::Task<Result<>> BlockService::block(UserId user, UserId other)
{
    if (user == other)
        co_return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                        u"userId must be somebody else"_s};
    const auto changed = co_await m_context.database.write(
        [this, user, other](Stores &stores) {
            return store(stores, user, other, m_context.clock.now());
        },
        [this](const Result<Changed> &outcome) { settle(outcome); });
    if (!changed)
        co_return changed.error();
    co_return Result<>();
}

QCoro::Task<Result<>> BlockService::unblock(UserId user, UserId other)
{
    const auto changed = co_await m_context.database.write(
        [this, user, other](Stores &stores) { return lift(stores, user, other); },
        [this](const Result<Changed> &outcome) { settle(outcome); });
    if (!changed)
        co_return changed.error();
    co_return Result<>();
}

QCoro::Task<Result<std::vector<User>>> BlockService::list(UserId user)
{
    auto blocked = co_await m_context.database.read(
        [user](Stores &stores) { return listBlocked(stores, user); });
    co_return blocked;
}

Result<BlockService::Changed> BlockService::store(Stores &stores, UserId user, UserId other,
                                                  Timestamp at) const
{
    if (const auto known = stores.accounts.find(other); !known)
        return known.error();
    const auto there = stores.blocks.findBetween(user, other);
    if (!there)
        return there.error();
    if (there->own)
        return Changed();
    const auto count = stores.blocks.count(user);
    if (!count)
        return count.error();
    if (*count >= MostBlocked)
        return Error{Error::Kind::Conflict, "block_list_full"_L1,
                     u"At most %1 people can be blocked"_s.arg(MostBlocked)};
    const auto sawEachOther = seeEachOther(stores, user, other);
    if (!sawEachOther)
        return sawEachOther.error();
    if (const auto added = stores.blocks.add(user, other, at); !added)
        return added.error();
    Changed changed;
    if (const auto ended = unfriend(stores, user, other, changed); !ended)
        return ended.error();
    const auto direct = setClosed(stores, user, other, m_context.clock.now());
    if (!direct)
        return direct.error();
    changed.change = BlockChanged{user, other, true, *direct, *sawEachOther};
    return noted(std::move(changed));
}

Result<BlockService::Changed> BlockService::lift(Stores &stores, UserId user, UserId other) const
{
    const auto removed = stores.blocks.remove(user, other);
    if (!removed)
        return removed.error();
    if (!*removed)
        return Changed();
    const auto left = stores.blocks.findBetween(user, other);
    if (!left)
        return left.error();
    const auto reachable = stores.accounts.countReachable({other});
    if (!reachable)
        return reachable.error();
    if (left->any() || *reachable == 0) // With somebody who is gone, the chat stays closed.
        return noted({BlockChanged{user, other, false, {}}});
    const auto direct = setClosed(stores, user, other, std::nullopt);
    if (!direct)
        return direct.error();
    return noted({BlockChanged{user, other, false, *direct}});
}

//! Later writes in the same commit must not go by what was remembered.
BlockService::Changed BlockService::noted(Changed changed) const
{
    m_context.memory.forget(*changed.change);
    return changed;
}

//! Nothing of a friendship or a request is left to answer, on either side.
Result<> BlockService::unfriend(Stores &stores, UserId user, UserId other, Changed &changed) const
{
    auto known = stores.friends.findBetween(user, other);
    if (!known)
        return known.error();
    const bool isLive = *known
        && ((*known)->state == FriendshipState::Accepted
            || (*known)->state == FriendshipState::Pending);
    if (!isLive)
        return {};
    Friendship friendship = **known;
    friendship.state = endOf(friendship, user);
    friendship.changedAt = m_context.clock.now();
    const auto read = m_notifications.remove(stores, user, friendship.id);
    if (!read)
        return read.error();
    changed.read = *read;
    // Of the other one's nothing is announced, because that would tell of the block.
    if (const auto removed = stores.notifications.removeAbout(other, friendship.id); !removed)
        return removed.error();
    m_context.memory.profiles.forget(friendship);
    if (const auto stored = stores.friends.put(friendship); !stored)
        return stored.error();
    const auto actor = stores.accounts.find(user);
    if (!actor)
        return actor.error();
    changed.ended = FriendshipChanged{friendship, *actor};
    return {};
}

Result<std::optional<ConversationId>> BlockService::setClosed(Stores &stores, UserId user,
                                                              UserId other,
                                                              std::optional<Timestamp> at) const
{
    const auto direct = stores.conversations.findDirect(user, other);
    if (!direct)
        return direct.error();
    if (!*direct)
        return std::optional<ConversationId>();
    const ConversationId id = (*direct)->id;
    if (const auto closed = stores.conversations.setClosed(id, at); !closed)
        return closed.error();
    return std::optional(id);
}

void BlockService::settle(const Result<Changed> &outcome) const
{
    if (!outcome || !outcome->change)
        return;
    const BlockChanged &change = *outcome->change;
    m_context.bus.publish({change, {change.blocker}, {}});
    if (outcome->ended)
        m_context.bus.publish({*outcome->ended, {change.blocker}, {}});
    if (outcome->read)
        m_notifications.announce(change.blocker, *outcome->read);
}

} // namespace linnet
