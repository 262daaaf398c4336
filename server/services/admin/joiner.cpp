// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/joiner.h"

#include "common/core/clock.h"
#include "server/bus/eventbus.h"
#include "server/jobs/blockon.h"
#include "server/services/admin/auditservice.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/identity/securitywriter.h"
#include "server/storage/database.h"

#include <utility>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error interrupted()
{
    return {Error::Kind::Unavailable, "interrupted"_L1, u"The server is going down."_s};
}

Error noMerger()
{
    return {Error::Kind::NotFound, "merge_not_found"_L1, u"Nobody asked for this merger."_s};
}

Result<Merger> mergerOf(Stores &stores, UserId from)
{
    const auto found = stores.merges.find(from);
    if (!found)
        return found.error();
    const std::optional<Merger> &merger = *found;
    if (!merger)
        return noMerger();
    return *merger;
}

Result<QJsonObject> tallies(Stores &stores, UserId from)
{
    const auto merger = mergerOf(stores, from);
    if (!merger)
        return merger.error();
    const auto source = stores.merges.tally(merger->from);
    if (!source)
        return source.error();
    const auto target = stores.merges.tally(merger->into);
    if (!target)
        return target.error();
    return QJsonObject{{u"source"_s, *source}, {u"target"_s, *target}};
}

} // namespace

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

Joiner::Joiner(ChatContext context, const SecurityWriter &security, const MergeBounds &bounds)
    : m_context(context)
    , m_security(security)
    , m_bounds(bounds)
{}

Result<> Joiner::join(UserId from, const std::stop_token &stop)
{
    for (;;) {
        if (stop.stop_requested())
            return interrupted();
        const auto isOver = step(from);
        if (!isOver)
            return isOver.error();
        if (*isOver)
            return {};
    }
}

Result<bool> Joiner::step(UserId from)
{
    const auto found = blockOn(m_context.database.read(
        [from](Stores &stores) { return stores.merges.findProgress(from); }));
    if (!found)
        return found.error();
    const std::optional<MergeProgress> &progress = *found;
    if (!progress)
        return noMerger();
    if (progress->state == MergeProgress::State::Done)
        return true;
    if (progress->phase == MergePhase::Counting)
        return settle(*progress);
    const auto done = blockOn(
        m_context.database.write([this, from](Stores &stores) { return advance(stores, from); },
                                 [this](const Result<Outcome> &outcome) {
                                     if (outcome)
                                         announce(*outcome);
                                 }));
    if (!done)
        return done.error();
    return done->isOver;
}

Result<Joiner::Outcome> Joiner::advance(Stores &stores, UserId from) const
{
    const auto merger = mergerOf(stores, from);
    if (!merger)
        return merger.error();
    const auto progress = stores.merges.findProgress(from);
    if (!progress)
        return progress.error();
    const std::optional<MergeProgress> &found = *progress;
    if (!found)
        return noMerger();
    if (found->phase == MergePhase::Identity)
        return finish(stores, *merger, *found);
    auto step = stores.merges.advance(*merger, *found, m_bounds);
    if (!step)
        return step.error();
    Outcome outcome;
    if (const auto stored = store(stores, std::move(*step), outcome); !stored)
        return stored.error();
    return outcome;
}

//! Later writes in the same commit must not use what was.
Result<> Joiner::store(Stores &stores, MergeStep step, Outcome &outcome) const
{
    for (const ConversationId id : step.conversations) {
        m_context.memory.rosters.forget(id);
        const auto conversation = stores.conversations.locate(id);
        if (!conversation)
            return conversation.error();
        const auto members = stores.members.list(id);
        if (!members)
            return members.error();
        std::vector<UserId> users;
        for (const Member &member : *members)
            users.push_back(member.user);
        outcome.conversations.emplace_back(*conversation, std::move(users));
    }
    m_context.memory.places.forget(step.messages);
    outcome.messages = std::move(step.messages);
    MergeProgress &progress = step.progress;
    progress.state = MergeProgress::State::Running;
    progress.problem.clear();
    progress.rows += step.rows;
    ++progress.steps;
    return stores.merges.putProgress(progress);
}

//! What came to the source while other things moved is moved, too: until it is known by nothing,
//! others may still have it in mind.
Result<bool> Joiner::isAllMoved(Stores &stores, const Merger &merger, const MergeProgress &progress,
                                Outcome &outcome) const
{
    MergeProgress again = progress;
    again.phase = MergePhase::Belongings;
    again.place = 0;
    auto step = stores.merges.advance(merger, again, m_bounds);
    if (!step)
        return step.error();
    if (step->rows == 0 && step->progress.phase == MergePhase::Identity)
        return true;
    if (const auto stored = store(stores, std::move(*step), outcome); !stored)
        return stored.error();
    return false;
}

Result<Joiner::Outcome> Joiner::finish(Stores &stores, const Merger &merger,
                                       MergeProgress progress) const
{
    Outcome outcome;
    const auto isAll = isAllMoved(stores, merger, progress, outcome);
    if (!isAll)
        return isAll.error();
    if (!*isAll)
        return outcome;
    const auto source = stores.accounts.find(merger.from);
    if (!source)
        return source.error();
    m_context.memory.profiles.clear();
    if (const auto erased = stores.erasures.eraseIdentity(merger.from, m_context.clock.now());
        !erased)
        return erased.error();
    if (const auto given = giveIdentifiers(stores, *source, progress, outcome); !given)
        return given.error();
    progress.state = MergeProgress::State::Running;
    progress.phase = MergePhase::Counting;
    progress.problem.clear();
    ++progress.steps;
    if (const auto put = stores.merges.putProgress(progress); !put)
        return put.error();
    return outcome;
}

//! An account that was erased meanwhile gets nothing.
Result<> Joiner::giveIdentifiers(Stores &stores, const User &source, MergeProgress &progress,
                                 Outcome &outcome) const
{
    const auto merger = mergerOf(stores, source.id);
    if (!merger)
        return merger.error();
    const auto view = stores.accountList.find(merger->into);
    if (!view)
        return view.error();
    const bool isErased = view->erasure && view->erasure->begunAt;
    const User &before = view->user;
    User user = before;
    progress.freed = completed(user, source);
    if (isErased)
        return {};
    const Timestamp now = m_context.clock.now();
    user.updatedAt = now;
    if (auto updated = stores.accounts.updateProfile(user); !updated)
        return updated;
    outcome.target = user;
    if (user.phone != before.phone) {
        if (auto set = stores.accounts.setPhone(user.id, user.phone); !set)
            return set;
    }
    if (user.email == before.email)
        return {};
    const auto verifiedAt = user.isEmailVerified ? std::optional(now) : std::nullopt;
    if (auto set = stores.accounts.setEmail(user.id, user.email, verifiedAt); !set)
        return set;
    const auto told = m_security.add(stores, before, SecurityEvent::EmailChanged);
    if (!told)
        return told.error();
    outcome.notification = *told;
    return {};
}

//! Counting takes a while where there is much, and holds up nobody who writes.
Result<bool> Joiner::settle(const MergeProgress &progress)
{
    const UserId from = progress.from;
    const auto after =
        blockOn(m_context.database.read([from](Stores &stores) { return tallies(stores, from); }));
    if (!after)
        return after.error();
    MergeProgress done = progress;
    done.state = MergeProgress::State::Done;
    done.after = *after;
    done.endedAt = m_context.clock.now();
    const auto settled = blockOn(m_context.database.write([done](Stores &stores) -> Result<> {
        if (auto put = stores.merges.putProgress(done); !put)
            return put;
        return AuditService::record(stores, {.user = {}, .name = u"system"_s},
                                    {.action = u"user.merged"_s,
                                     .target = u"user:"_s + done.from.toString(),
                                     .before = done.before,
                                     .after = done.after},
                                    *done.endedAt);
    }));
    if (!settled)
        return settled.error();
    return true;
}

void Joiner::announce(const Outcome &outcome) const
{
    ChatMemory &memory = m_context.memory;
    memory.places.forget(outcome.messages);
    for (const auto &[conversation, members] : outcome.conversations) {
        memory.rosters.forget(conversation.id);
        m_context.bus.publish({ConversationChanged{conversation}, members, {}});
    }
    if (!outcome.target)
        return;
    memory.places.clear();
    memory.profiles.clear();
    m_context.bus.publish({ProfileChanged{*outcome.target}, {outcome.target->id}, {}});
    m_security.announce(outcome.notification);
}

} // namespace linnet
