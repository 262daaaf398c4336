// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/tieimport.h"

#include "common/core/idgenerator.h"
#include "common/domain/notfound.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/authority.h"
#include "server/services/chat/chatmemory.h"

#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

//! In the order of PastTie.
constexpr std::array KindNames = {"blocks"_L1, "friendships"_L1, "stars"_L1, "readings"_L1};

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

Error friendshipDiffers(const Friendship &there)
{
    return {Error::Kind::Conflict, "friendship_differs"_L1,
            u"What is between the two is %1 here, and otherwise there."_s.arg(nameOf(there.state))};
}

Error isBlocked()
{
    return {Error::Kind::Conflict, "blocked_between"_L1,
            u"One of the two blocks the other here."_s};
}

Error neverAMember(UserId user)
{
    return {Error::Kind::Forbidden, "not_a_member"_L1,
            u"%1 was never in this conversation."_s.arg(user.toString())};
}

//! \return whether \p error says something against what was asked, and nothing of the storage.
bool isRefusal(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::InvalidInput:
    case Error::Kind::NotFound:
    case Error::Kind::Conflict:
    case Error::Kind::Forbidden:
        return true;
    default:
        return false;
    }
}

bool isLive(const Friendship &friendship)
{
    return friendship.state == FriendshipState::Pending
        || friendship.state == FriendshipState::Accepted;
}

//! May \p actor say what \p user did?
Result<> requireMaySay(Stores &stores, const Actor &actor, UserId user)
{
    if (auto authority = requireAuthorityOver(stores, actor, user); !authority)
        return authority;
    const auto view = stores.accountList.find(user);
    return view ? requireInUse(*view) : Result<>(view.error());
}

Result<> requireMaySayOfBoth(Stores &stores, const Actor &actor, UserId one, UserId other)
{
    if (one == other)
        return invalid(u"the two must not be the same"_s);
    if (auto allowed = requireMaySay(stores, actor, one); !allowed)
        return allowed;
    return requireMaySay(stores, actor, other);
}

Result<> requireMember(Stores &stores, ConversationId conversation, UserId user)
{
    if (const auto known = stores.conversations.locate(conversation); !known)
        return known.error();
    const auto member = stores.members.find(conversation, user);
    if (!member && member.error().kind == Error::Kind::NotFound)
        return neverAMember(user);
    return member ? Result<>() : Result<>(member.error());
}

Result<Message> messageOf(Stores &stores, ConversationId conversation,
                          const PastReference &reference)
{
    const auto found = stores.history.find(conversation, reference.sender, reference.clientId);
    if (!found)
        return found.error();
    const std::optional<Message> &message = *found;
    return message ? Result<Message>(*message) : noSuchMessage();
}

ImportedAccount::Outcome outcomeOf(bool isNew)
{
    return isNew ? ImportedAccount::Outcome::Created : ImportedAccount::Outcome::Unchanged;
}

} // namespace

//! \brief Ties under way in a transaction, and what is to be told after it.
struct TieImport::Batch
{
    Stores &stores;
    const Actor &actor;
    const std::vector<Result<PastTie>> &ties;
    OnConflict policy = OnConflict::Fail;
    std::vector<BlockService::Changed> blocks = {};
};

TieImport::TieImport(ChatContext context)
    : m_context(context)
    , m_blocks(context)
{}

QCoro::Task<Result<std::vector<ImportedTie>>> TieImport::add(Actor actor,
                                                             std::vector<Result<PastTie>> ties,
                                                             OnConflict policy, Run run)
{
    const auto blocks = std::make_shared<std::vector<BlockService::Changed>>();
    auto stored = co_await perform(
        AdminContext{m_context.database, m_context.clock}, run,
        [this, actor, ties, policy, blocks](Stores &stores) {
            Batch batch{stores, actor, ties, policy};
            auto outcomes = storeAll(batch);
            *blocks = std::move(batch.blocks);
            return outcomes;
        },
        [this, blocks](const Result<std::vector<ImportedTie>> &done) {
            for (const BlockService::Changed &changed : *blocks) {
                m_context.memory.forget(*changed.change);
                if (done)
                    m_blocks.settle(changed);
            }
        });
    co_return stored;
}

Result<std::vector<ImportedTie>> TieImport::storeAll(Batch &batch) const
{
    std::vector<ImportedTie> outcomes;
    for (const auto &tie : batch.ties) {
        const auto stored = store(batch, tie);
        if (!stored && !isRefusal(stored.error()))
            return stored.error();
        outcomes.push_back(stored ? ImportedTie{*stored}
                                  : ImportedTie{Outcome::Failed, stored.error()});
    }
    if (const auto noted = note(batch, outcomes); !noted)
        return noted.error();
    return outcomes;
}

Result<TieImport::Outcome> TieImport::store(Batch &batch, const Result<PastTie> &tie) const
{
    if (!tie)
        return tie.error();
    return std::visit([&](const auto &each) { return store(batch, each); }, *tie);
}

Result<TieImport::Outcome> TieImport::store(Batch &batch, const Block &block) const
{
    const auto allowed =
        requireMaySayOfBoth(batch.stores, batch.actor, block.blocker, block.blocked);
    if (!allowed)
        return allowed.error();
    if (const auto past = requirePast(block.at); !past)
        return past.error();
    auto changed = m_blocks.store(batch.stores, block.blocker, block.blocked, block.at);
    if (!changed)
        return changed.error();
    if (!changed->change)
        return Outcome::Unchanged;
    batch.blocks.push_back(std::move(*changed));
    return Outcome::Created;
}

Result<TieImport::Outcome> TieImport::store(Batch &batch, const Friendship &friendship) const
{
    Stores &stores = batch.stores;
    const auto allowed = requireMaySayOfBoth(stores, batch.actor, friendship.from, friendship.to);
    if (!allowed)
        return allowed.error();
    if (friendship.changedAt < friendship.createdAt)
        return invalid(u"changedAt must not be before createdAt"_s);
    if (const auto past = requirePast(friendship.changedAt); !past)
        return past.error();
    const auto there = stores.friends.findBetween(friendship.from, friendship.to);
    if (!there)
        return there.error();
    const std::optional<Friendship> &known = *there;
    if (known && known->from == friendship.from && known->state == friendship.state)
        return Outcome::Unchanged;
    if (known && batch.policy == OnConflict::Fail)
        return friendshipDiffers(*known);
    if (known && batch.policy == OnConflict::Skip)
        return Outcome::Skipped;
    const auto blocks = stores.blocks.findBetween(friendship.from, friendship.to);
    if (!blocks)
        return blocks.error();
    if (blocks->any() && isLive(friendship))
        return isBlocked();
    return put(batch, friendship, known);
}

//! What was told of the one before is of no use any more.
Result<TieImport::Outcome> TieImport::put(Batch &batch, Friendship friendship,
                                          const std::optional<Friendship> &there) const
{
    Stores &stores = batch.stores;
    if (there) {
        for (const UserId user : {friendship.from, friendship.to}) {
            if (const auto removed = stores.notifications.removeAbout(user, there->id); !removed)
                return removed.error();
        }
    }
    friendship.id = m_context.ids.next<FriendshipId>();
    m_context.memory.profiles.forget(friendship);
    if (const auto stored = stores.friends.put(friendship); !stored)
        return stored.error();
    return there ? Outcome::Updated : Outcome::Created;
}

Result<TieImport::Outcome> TieImport::store(Batch &batch, const PastStar &star) const
{
    Stores &stores = batch.stores;
    if (const auto allowed = requireMaySay(stores, batch.actor, star.user); !allowed)
        return allowed.error();
    if (const auto past = requirePast(star.at); !past)
        return past.error();
    if (const auto member = requireMember(stores, star.conversation, star.user); !member)
        return member.error();
    const auto message = messageOf(stores, star.conversation, star.message);
    if (!message)
        return message.error();
    const auto added = stores.history.addStar(star.user, *message, star.at);
    return added ? Result<Outcome>(outcomeOf(*added)) : added.error();
}

Result<TieImport::Outcome> TieImport::store(Batch &batch, const PastReading &reading) const
{
    Stores &stores = batch.stores;
    if (const auto allowed = requireMaySay(stores, batch.actor, reading.user); !allowed)
        return allowed.error();
    if (const auto past = requirePast(reading.at); !past)
        return past.error();
    const ConversationId conversation = reading.conversation;
    if (const auto member = requireMember(stores, conversation, reading.user); !member)
        return member.error();
    const auto through = messageOf(stores, conversation, reading.through);
    if (!through)
        return through.error();
    qint64 after = 0;
    if (reading.after) {
        const auto before = messageOf(stores, conversation, *reading.after);
        if (!before)
            return before.error();
        after = before->seq;
    }
    if (after >= through->seq)
        return invalid(u"through must come after after"_s);
    const auto added =
        stores.history.addReading(conversation, {reading.user, after, through->seq, reading.at});
    return added ? Result<Outcome>(outcomeOf(*added)) : added.error();
}

Result<> TieImport::requirePast(Timestamp at) const
{
    return at > m_context.clock.now() ? Result<>(invalid(u"what is brought in must be past"_s))
                                      : Result<>();
}

//! Says how many of what are there now, for all of the batch at once.
Result<> TieImport::note(const Batch &batch, const std::vector<ImportedTie> &outcomes) const
{
    QJsonObject counts;
    for (size_t i = 0; i < outcomes.size(); ++i) {
        const Outcome outcome = outcomes[i].outcome;
        if (outcome != Outcome::Created && outcome != Outcome::Updated)
            continue;
        const QString kind = KindNames.at((*batch.ties[i]).index());
        counts[kind] = counts[kind].toInteger() + 1;
    }
    if (counts.isEmpty())
        return {};
    return AuditService::record(
        batch.stores, batch.actor,
        {.action = u"ties.import"_s, .target = u"server"_s, .before = {}, .after = counts},
        m_context.clock.now());
}

} // namespace linnet
