// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/mergeservice.h"

#include "common/core/idgenerator.h"
#include "server/bus/eventbus.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/authority.h"
#include "server/services/admin/joiner.h"
#include "server/services/admin/mergejob.h"
#include "server/services/admin/staffservice.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/identity/sessionservice.h"
#include "server/services/identity/suspendedusers.h"

#include <algorithm>

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

Error busy()
{
    return {
        Error::Kind::Conflict, "merge_busy"_L1,
        u"Another account is being merged into this one: wait until that is done, or ask for it "
        "again if it failed."_s};
}

Error neverMerged()
{
    return {Error::Kind::NotFound, "merge_not_found"_L1, u"This account was not merged."_s};
}

Result<> requireMayMerge(Stores &stores, const Actor &actor, UserId user)
{
    return actor.user == user ? ownAccount() : requireAuthorityOver(stores, actor, user);
}

//! \return the account of \p user, unless it is merged or erased.
Result<AccountView> findMergeable(Stores &stores, UserId user)
{
    const auto view = stores.accountList.find(user);
    if (!view)
        return view.error();
    if (const auto inUse = requireInUse(*view); !inUse)
        return inUse.error();
    return *view;
}

//! Whoever comes to the source meanwhile would have to move on with it.
Result<> requireIdle(Stores &stores, UserId source)
{
    const auto isUnderWay = stores.merges.isUnderWayInto(source);
    if (!isUnderWay)
        return isUnderWay.error();
    return *isUnderWay ? Result<>(busy()) : Result<>();
}

//! \brief What two accounts have, and would have as one.
struct Survey
{
    QJsonObject before;
    QJsonObject after;
};

//! Counting takes a while where there is much, so it is not done where others wait for it.
Result<Survey> survey(Stores &stores, const MergeOrder &order)
{
    const auto source = stores.merges.tally(order.from);
    if (!source)
        return source.error();
    const auto target = stores.merges.tally(order.into);
    if (!target)
        return target.error();
    const auto after = stores.merges.forecast({.from = order.from, .into = order.into});
    if (!after)
        return after.error();
    return Survey{{{u"source"_s, *source}, {u"target"_s, *target}}, *after};
}

int countIdentifiers(const User &user)
{
    return int(!user.phone.isEmpty()) + int(!user.email.isEmpty()) + int(!user.username.isEmpty());
}

//! Makes of \p outcome, of what was only tried, what it would be once all is done.
void foresee(MergeOutcome &outcome, const Survey &survey)
{
    User &target = outcome.target.user;
    const QString email = target.email;
    outcome.progress.freed = completed(target, outcome.source.user);
    QJsonObject counts = survey.after["target"_L1].toObject();
    counts["identifiers"_L1] = countIdentifiers(target);
    if (target.email != email) // They are told.
        counts["notifications"_L1] = counts["notifications"_L1].toInteger() + 1;
    outcome.progress.after = survey.after;
    outcome.progress.after["target"_L1] = counts;
    outcome.target.lastSeenAt = std::max(outcome.target.lastSeenAt, outcome.source.lastSeenAt);
    User closed;
    closed.id = outcome.source.user.id;
    closed.createdAt = outcome.source.user.createdAt;
    closed.displayName = ErasedName;
    outcome.source = AccountView{.user = closed, .merger = outcome.source.merger};
}

Result<MergeOutcome> findOutcome(Stores &stores, UserId from, Timestamp now)
{
    const auto source = stores.accountList.find(from);
    if (!source)
        return source.error();
    const std::optional<Merger> &merger = source->merger;
    if (!merger)
        return neverMerged();
    const auto target = stores.accountList.find(merger->into);
    if (!target)
        return target.error();
    const auto progress = stores.merges.findProgress(from);
    if (!progress)
        return progress.error();
    const MergeProgress done{
        .from = from, .state = MergeProgress::State::Done, .endedAt = merger->at};
    return MergeOutcome{*source, *target, progress->value_or(done), now};
}

//! \return what was ordered before and is not done, if nobody is about to go on with it: its job
//! was given up, and perhaps removed.
Result<std::optional<MergeOutcome>> findStalled(Stores &stores, const MergeOrder &order,
                                                Timestamp now)
{
    using Stalled = std::optional<MergeOutcome>;
    auto outcome = findOutcome(stores, order.from, now);
    if (!outcome)
        return outcome.error().code == neverMerged().code ? Result<Stalled>(Stalled())
                                                          : outcome.error();
    if (outcome->target.user.id != order.into
        || outcome->progress.state == MergeProgress::State::Done)
        return Stalled();
    const auto isWaiting = stores.jobs.isWaiting(MergeJobKind, mergePayload(order.from));
    if (!isWaiting)
        return isWaiting.error();
    return *isWaiting ? Stalled() : Stalled(std::move(*outcome));
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
    const auto known = co_await m_around.context.database.read(
        [order](Stores &stores) { return survey(stores, order); });
    if (!known)
        co_return known.error();
    auto outcome = co_await perform(
        {m_around.context.database, m_around.context.clock}, run,
        [this, actor, order, before = known->before](Stores &stores) {
            return accept(stores, actor, order, before);
        },
        [this](const Result<MergeOutcome> &accepted) {
            if (accepted)
                announce(*accepted);
        });
    if (outcome && run == Run::Rehearsal)
        foresee(*outcome, *known);
    co_return outcome;
}

QCoro::Task<Result<MergeOutcome>> MergeService::find(UserId from)
{
    const Timestamp now = m_around.context.clock.now();
    auto outcome = co_await m_around.context.database.read(
        [from, now](Stores &stores) { return findOutcome(stores, from, now); });
    co_return outcome;
}

Result<MergeOutcome> MergeService::accept(Stores &stores, const Actor &actor,
                                          const MergeOrder &order, const QJsonObject &before) const
{
    for (const UserId user : {order.from, order.into}) {
        if (const auto may = requireMayMerge(stores, actor, user); !may)
            return may.error();
    }
    auto stalled = findStalled(stores, order, m_around.context.clock.now());
    if (!stalled)
        return stalled.error();
    if (std::optional<MergeOutcome> &earlier = *stalled)
        return resume(stores, actor, std::move(*earlier));
    const auto source = findMergeable(stores, order.from);
    if (!source)
        return source.error();
    const auto target = findMergeable(stores, order.into);
    if (!target)
        return target.error();
    if (const auto idle = requireIdle(stores, order.from); !idle)
        return idle.error();
    MergeOutcome outcome{
        *source, *target, {.from = order.from, .before = before}, m_around.context.clock.now()};
    if (const auto ended = endUse(stores, actor, outcome); !ended)
        return ended.error();
    if (const auto enqueued = enqueue(stores, actor, outcome); !enqueued)
        return enqueued.error();
    AuditNote note{
        .action = u"user.merge"_s, .target = u"user:"_s + order.from.toString(), .before = before};
    note.after[u"into"_s] = order.into.toString();
    note.after[u"endedSessions"_s] = outcome.progress.endedSessions;
    if (const auto noted = AuditService::record(stores, actor, note, outcome.at); !noted)
        return noted.error();
    return outcome;
}

//! It goes on from where it was.
Result<MergeOutcome> MergeService::resume(Stores &stores, const Actor &actor,
                                          MergeOutcome outcome) const
{
    MergeProgress &progress = outcome.progress;
    const QString into = outcome.target.user.id.toString();
    const AuditNote note{
        .action = u"user.merge"_s,
        .target = u"user:"_s + progress.from.toString(),
        .before = {{u"into"_s, into}, {u"state"_s, nameOf(progress.state)}},
        .after = {{u"into"_s, into}, {u"state"_s, nameOf(MergeProgress::State::Waiting)}}};
    progress.state = MergeProgress::State::Waiting;
    progress.problem.clear();
    if (const auto put = stores.merges.putProgress(progress); !put)
        return put.error();
    const Merger again{progress.from, outcome.target.user.id, outcome.at, actor.name};
    const auto added = stores.jobs.add(mergeJob(m_around.context.ids.next<JobId>(), again));
    if (!added)
        return added.error();
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
    outcome.progress.endedSessions = qint64(outcome.ended.size());
    return {};
}

//! Stores what is to be done, and that it is, with the job that does it.
Result<> MergeService::enqueue(Stores &stores, const Actor &actor, MergeOutcome &outcome) const
{
    const ChatContext &context = m_around.context;
    const UserId source = outcome.source.user.id;
    const Merger merger{source, outcome.target.user.id, outcome.at, actor.name};
    if (auto put = stores.merges.put(merger); !put)
        return put;
    if (auto put = stores.merges.putProgress(outcome.progress); !put)
        return put;
    context.memory.profiles.forget(source);
    const auto added = stores.jobs.add(mergeJob(context.ids.next<JobId>(), merger));
    if (!added)
        return added.error();
    auto view = stores.accountList.find(source);
    if (!view)
        return view.error();
    outcome.source = std::move(*view);
    return {};
}

//! Sockets that were opened with a token of no session hear of the session that there is not.
void MergeService::announce(const MergeOutcome &outcome) const
{
    const UserId source = outcome.source.user.id;
    m_around.context.memory.profiles.forget(source);
    m_around.suspended.put(source, std::nullopt);
    m_around.staff.remember(source, StaffRole::None);
    m_around.sessions.announce(outcome.ended);
    m_around.context.bus.publish({SessionRevoked{SessionId(), source}, {source}, {}});
}

} // namespace linnet
