// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/erasureservice.h"

#include "common/core/idgenerator.h"
#include "server/bus/eventbus.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/authority.h"
#include "server/services/admin/erasurejob.h"
#include "server/services/identity/sessionservice.h"
#include "server/services/identity/suspendedusers.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error ownAccount()
{
    return {Error::Kind::Conflict, "own_account"_L1, u"You cannot erase your own account."_s};
}

Error hasBegun()
{
    return {Error::Kind::Conflict, "erasure_begun"_L1,
            u"This account is being erased, or was: that cannot be changed any more."_s};
}

Error noErasure()
{
    return {Error::Kind::NotFound, "erasure_not_found"_L1,
            u"Nobody asked for this account to be erased."_s};
}

Result<> requireMayErase(Stores &stores, const Actor &actor, UserId user, Timestamp now)
{
    if (actor.user == user)
        return ownAccount();
    if (auto authority = requireAuthorityOver(stores, actor, user); !authority)
        return authority;
    const auto role = stores.staff.roleOf(user);
    if (!role)
        return role.error();
    return *role == StaffRole::Owner ? requireAnotherOwner(stores, user, now) : Result<>();
}

QJsonObject noteOf(const std::optional<Erasure> &erasure)
{
    if (!erasure)
        return {};
    return {{u"dueAt"_s, toIso(erasure->dueAt)}, {u"messages"_s, nameOf(erasure->messages)}};
}

AuditNote noteAbout(const QString &action, UserId user)
{
    return {.action = action, .target = u"user:"_s + user.toString()};
}

} // namespace

ErasureService::ErasureService(const Around &around, std::chrono::milliseconds grace)
    : m_around(around)
    , m_grace(grace)
{}

QCoro::Task<Result<>> ErasureService::start()
{
    const auto erasures = co_await m_around.context.database.read(
        [](Stores &stores) { return stores.erasures.list(); });
    if (!erasures)
        co_return erasures.error();
    for (const Erasure &erasure : *erasures)
        m_around.suspended.put(erasure.user, std::nullopt);
    co_return Result<>();
}

QCoro::Task<Result<ErasureOutcome>> ErasureService::request(Actor actor, ErasureOrder order,
                                                            Run run)
{
    auto outcome = co_await perform(
        m_around.context, run,
        [this, actor, order](Stores &stores) { return store(stores, actor, order); },
        [this](const Result<ErasureOutcome> &done) {
            if (done)
                announce(*done);
        });
    co_return outcome;
}

QCoro::Task<Result<ErasureOutcome>> ErasureService::cancel(Actor actor, UserId user, Run run)
{
    auto outcome = co_await perform(
        m_around.context, run,
        [this, actor, user](Stores &stores) { return withdraw(stores, actor, user); },
        [this](const Result<ErasureOutcome> &done) {
            if (done)
                release(*done);
        });
    co_return outcome;
}

QCoro::Task<Result<Erasure>> ErasureService::find(UserId user)
{
    const auto erasure = co_await m_around.context.database.read(
        [user](Stores &stores) { return stores.erasures.find(user); });
    if (!erasure)
        co_return erasure.error();
    const std::optional<Erasure> &found = *erasure;
    if (!found)
        co_return noErasure();
    co_return *found;
}

Result<ErasureOutcome> ErasureService::store(Stores &stores, const Actor &actor,
                                             const ErasureOrder &order)
{
    const Timestamp now = m_around.context.clock.now();
    if (const auto allowed = requireMayErase(stores, actor, order.user, now); !allowed)
        return allowed.error();
    auto view = stores.accountList.find(order.user);
    if (!view)
        return view.error();
    if (const auto notMerged = requireNotMerged(*view); !notMerged)
        return notMerged.error();
    if (const auto &earlier = view->erasure; earlier && earlier->begunAt)
        return hasBegun();
    AuditNote note = noteAbout(u"user.erase"_s, order.user);
    note.before = noteOf(view->erasure);
    const Erasure erasure{.user = order.user,
                          .requestedAt = now,
                          .requestedBy = actor.name,
                          .dueAt = now + order.grace.value_or(*m_grace),
                          .messages = order.messages};
    view->erasure = erasure;
    if (const auto put = stores.erasures.put(erasure); !put)
        return put.error();
    const auto added = stores.jobs.add(erasureJob(m_around.ids.next<JobId>(), erasure));
    if (!added)
        return added.error();
    const auto live = stores.sessions.listLive(order.user, now);
    if (!live)
        return live.error();
    const auto ended = m_around.sessions.end(stores, *live, {actor.name, u"erasure"_s});
    if (!ended)
        return ended.error();
    note.after = noteOf(view->erasure);
    note.after[u"endedSessions"_s] = qint64(ended->size());
    if (const auto noted = AuditService::record(stores, actor, note, now); !noted)
        return noted.error();
    return ErasureOutcome{*view, *ended, now};
}

Result<ErasureOutcome> ErasureService::withdraw(Stores &stores, const Actor &actor,
                                                UserId user) const
{
    const Timestamp now = m_around.context.clock.now();
    if (const auto allowed = requireAuthorityOver(stores, actor, user); !allowed)
        return allowed.error();
    auto view = stores.accountList.find(user);
    if (!view)
        return view.error();
    const auto &erasure = view->erasure;
    if (!erasure)
        return noErasure();
    if (erasure->begunAt)
        return hasBegun();
    AuditNote note = noteAbout(u"user.erase-cancel"_s, user);
    note.before = noteOf(view->erasure);
    view->erasure.reset();
    if (const auto removed = stores.erasures.remove(user); !removed)
        return removed.error();
    if (const auto noted = AuditService::record(stores, actor, note, now); !noted)
        return noted.error();
    return ErasureOutcome{*view, {}, now};
}

//! Sockets that were opened with a token of no session hear of the session that there is not.
void ErasureService::announce(const ErasureOutcome &outcome) const
{
    const UserId user = outcome.view.user.id;
    m_around.suspended.put(user, std::nullopt);
    m_around.sessions.announce(outcome.ended);
    m_around.bus.publish({SessionRevoked{SessionId(), user}, {user}, {}});
}

//! Whoever was suspended before is so still.
void ErasureService::release(const ErasureOutcome &outcome) const
{
    const AccountView &view = outcome.view;
    if (view.suspension && view.suspension->isInForce(outcome.at))
        m_around.suspended.put(view.user.id, view.suspension->until);
    else
        m_around.suspended.remove(view.user.id);
}

} // namespace linnet
