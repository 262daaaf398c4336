// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/eventbus.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/authority.h"
#include "server/services/admin/mergeservice.h"
#include "server/services/admin/staffservice.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/identity/securitywriter.h"
#include "server/services/identity/sessionservice.h"
#include "server/services/identity/suspendedusers.h"

#include <set>
#include <utility>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error sameAccount()
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, u"into must be another account"_s};
}

Error ownAccount()
{
    return {Error::Kind::Conflict, "own_account"_L1,
            u"You cannot merge your own account: ask somebody else who runs the server."_s};
}

//! \return the account of \p user, if \p actor may merge it.
Result<AccountView> findMergeable(Stores &stores, const Actor &actor, UserId user)
{
    if (actor.user == user)
        return ownAccount();
    if (const auto authority = requireAuthorityOver(stores, actor, user); !authority)
        return authority.error();
    const auto view = stores.accountList.find(user);
    if (!view)
        return view.error();
    if (const auto inUse = requireInUse(*view); !inUse)
        return inUse.error();
    return *view;
}

//! \return what both accounts have.
Result<QJsonObject> tallies(Stores &stores, const MergeOutcome &outcome)
{
    const auto source = stores.merges.tally(outcome.source.user.id);
    if (!source)
        return source.error();
    const auto target = stores.merges.tally(outcome.target.user.id);
    if (!target)
        return target.error();
    return QJsonObject{{u"source"_s, *source}, {u"target"_s, *target}};
}

//! Gives \p own what it lacks of \p other's, of which a proven address is better than one that
//! is not. \return what neither is known by any more.
QStringList completed(User &own, const User &other)
{
    QStringList freed;
    const auto settle = [&freed](QString &mine, const QString &theirs, bool isBetter) {
        const bool isTaken = !theirs.isEmpty() && (mine.isEmpty() || isBetter);
        const QString left = isTaken ? std::exchange(mine, theirs) : theirs;
        if (!left.isEmpty())
            freed.append(left);
        return isTaken;
    };
    settle(own.phone, other.phone, false);
    if (settle(own.email, other.email, other.isEmailVerified && !own.isEmailVerified))
        own.isEmailVerified = other.isEmailVerified;
    settle(own.username, other.username, false);
    return freed;
}

//! \return the conversations that were moved.
Result<std::vector<ConversationId>> moveAll(Stores &stores, const Merger &merger)
{
    std::set<ConversationId> touched;
    MergeProgress progress{.from = merger.from};
    while (progress.phase != MergePhase::Identity) {
        const auto step = stores.merges.advance(merger, progress, {});
        if (!step)
            return step.error();
        progress = step->progress;
        touched.insert(step->conversations.begin(), step->conversations.end());
    }
    return std::vector(touched.begin(), touched.end());
}

Result<std::vector<MergedConversation>> membersOf(Stores &stores,
                                                  const std::vector<ConversationId> &ids)
{
    std::vector<MergedConversation> conversations;
    for (const ConversationId id : ids) {
        const auto conversation = stores.conversations.locate(id);
        if (!conversation)
            return conversation.error();
        const auto members = stores.members.list(id);
        if (!members)
            return members.error();
        MergedConversation merged{*conversation, {}};
        for (const Member &member : *members)
            merged.members.push_back(member.user);
        conversations.push_back(std::move(merged));
    }
    return conversations;
}

} // namespace

QCoro::Task<Result<>> MergeService::start()
{
    const auto mergers = co_await m_around.context.database.read(
        [](Stores &stores) { return stores.merges.list(); });
    if (!mergers)
        co_return mergers.error();
    for (const Merger &merger : *mergers)
        m_around.suspended.put(merger.from, std::nullopt);
    co_return Result<>();
}

QCoro::Task<Result<MergeOutcome>> MergeService::merge(Actor actor, MergeOrder order, Run run)
{
    if (order.from == order.into)
        co_return sameAccount();
    auto outcome = co_await perform(
        {m_around.context.database, m_around.context.clock}, run,
        [this, actor, order](Stores &stores) { return store(stores, actor, order); },
        [this](const Result<MergeOutcome> &done) {
            if (done)
                announce(*done);
        });
    co_return outcome;
}

Result<MergeOutcome> MergeService::store(Stores &stores, const Actor &actor,
                                         const MergeOrder &order) const
{
    const auto source = findMergeable(stores, actor, order.from);
    if (!source)
        return source.error();
    const auto target = findMergeable(stores, actor, order.into);
    if (!target)
        return target.error();
    MergeOutcome outcome{*source, *target, {}, {}, {}};
    outcome.at = m_around.context.clock.now();
    const auto before = tallies(stores, outcome);
    if (!before)
        return before.error();
    outcome.before = *before;
    if (const auto ended = endUse(stores, actor, outcome); !ended)
        return ended.error();
    const Merger merger{order.from, order.into, outcome.at, actor.name};
    if (const auto moved = move(stores, merger, outcome); !moved)
        return moved.error();
    const auto after = tallies(stores, outcome);
    if (!after)
        return after.error();
    outcome.after = *after;
    AuditNote note{.action = u"user.merge"_s,
                   .target = u"user:"_s + order.from.toString(),
                   .before = outcome.before,
                   .after = outcome.after};
    note.after[u"into"_s] = order.into.toString();
    note.after[u"endedSessions"_s] = qint64(outcome.ended.size());
    if (const auto noted = AuditService::record(stores, actor, note, outcome.at); !noted)
        return noted.error();
    return outcome;
}

//! What the source may is not moved: whoever gives somebody a role says so.
Result<> MergeService::endUse(Stores &stores, const Actor &actor, MergeOutcome &outcome) const
{
    const UserId source = outcome.source.user.id;
    auto changed = StaffService::change(stores, {actor, source, StaffRole::None, outcome.at});
    if (!changed)
        return changed;
    const auto live = stores.sessions.listLive(source, outcome.at);
    if (!live)
        return live.error();
    auto ended = m_around.sessions.end(stores, *live, {actor.name, u"merged"_s});
    if (!ended)
        return ended.error();
    outcome.ended = std::move(*ended);
    return {};
}

//! Later writes in the same commit must not use what was.
Result<> MergeService::move(Stores &stores, const Merger &merger, MergeOutcome &outcome) const
{
    if (auto put = stores.merges.put(merger); !put)
        return put;
    const auto touched = moveAll(stores, merger);
    if (!touched)
        return touched.error();
    ChatMemory &memory = m_around.context.memory;
    for (const ConversationId id : *touched)
        memory.rosters.forget(id);
    memory.profiles.clear();
    if (const auto erased = stores.erasures.eraseIdentity(merger.from, merger.at); !erased)
        return erased.error();
    if (auto given = giveIdentifiers(stores, outcome); !given)
        return given;
    auto conversations = membersOf(stores, *touched);
    if (!conversations)
        return conversations.error();
    outcome.conversations = std::move(*conversations);
    auto source = stores.accountList.find(merger.from);
    if (!source)
        return source.error();
    outcome.source = std::move(*source);
    return {};
}

Result<> MergeService::giveIdentifiers(Stores &stores, MergeOutcome &outcome) const
{
    const User before = outcome.target.user;
    User &user = outcome.target.user;
    outcome.freed = completed(user, outcome.source.user);
    user.updatedAt = outcome.at;
    if (auto updated = stores.accounts.updateProfile(user); !updated)
        return updated;
    if (user.phone != before.phone) {
        if (auto set = stores.accounts.setPhone(user.id, user.phone); !set)
            return set;
    }
    if (user.email == before.email)
        return {};
    const auto verifiedAt = user.isEmailVerified ? std::optional(outcome.at) : std::nullopt;
    if (auto set = stores.accounts.setEmail(user.id, user.email, verifiedAt); !set)
        return set;
    const auto told = m_around.security.add(stores, user, SecurityEvent::EmailChanged);
    if (!told)
        return told.error();
    outcome.notification = *told;
    return {};
}

//! Sockets that were opened with a token of no session hear of the session that there is not.
void MergeService::announce(const MergeOutcome &outcome) const
{
    const UserId source = outcome.source.user.id;
    const User &target = outcome.target.user;
    ChatMemory &memory = m_around.context.memory;
    EventBus &bus = m_around.context.bus;
    m_around.suspended.put(source, std::nullopt);
    m_around.staff.remember(source, StaffRole::None);
    m_around.sessions.announce(outcome.ended);
    bus.publish({SessionRevoked{SessionId(), source}, {source}, {}});
    memory.places.clear();
    memory.profiles.clear();
    for (const MergedConversation &merged : outcome.conversations) {
        memory.rosters.forget(merged.conversation.id);
        bus.publish({ConversationChanged{merged.conversation}, merged.members, {}});
    }
    bus.publish({ProfileChanged{target}, {target.id}, {}});
    m_around.security.announce(outcome.notification);
}

} // namespace linnet
