// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/suspensionservice.h"

#include "server/bus/eventbus.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/authority.h"
#include "server/services/identity/sessionservice.h"
#include "server/services/identity/suspendedusers.h"
#include "server/services/webhook/webhookwriter.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error ownAccount()
{
    return {Error::Kind::Conflict, "own_account"_L1, u"You cannot suspend yourself."_s};
}

Error endHasPassed()
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, u"until must be in the future"_s};
}

//! \return \p view's suspension as the audit log has it; empty if none is in force at \p now.
QJsonObject noteOf(const AccountView &view, Timestamp now)
{
    if (!view.suspension || !view.suspension->isInForce(now))
        return {};
    QJsonObject note{{u"reason"_s, view.suspension->reason}};
    if (const auto &until = view.suspension->until)
        note[u"until"_s] = toIso(*until);
    return note;
}

Result<> requireMaySuspend(Stores &stores, const Actor &actor, UserId user, Timestamp now)
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

} // namespace

SuspensionService::SuspensionService(AdminContext context, EventBus &bus, IdGenerator &ids,
                                     const SessionService &sessions, SuspendedUsers &suspended)
    : m_context(context)
    , m_bus(bus)
    , m_ids(ids)
    , m_sessions(sessions)
    , m_suspended(suspended)
{}

QCoro::Task<Result<>> SuspensionService::start()
{
    const Timestamp now = m_context.clock.now();
    const auto suspended = co_await m_context.database.read(
        [now](Stores &stores) { return stores.suspensions.list(now); });
    if (!suspended)
        co_return suspended.error();
    for (const SuspendedAccount &account : *suspended)
        m_suspended.put(account.user, account.suspension.until);
    co_return Result<>();
}

QCoro::Task<Result<SuspensionOutcome>> SuspensionService::suspend(Actor actor,
                                                                  SuspensionOrder order, Run run)
{
    if (order.until && *order.until <= m_context.clock.now())
        co_return endHasPassed();
    auto outcome = co_await perform(
        m_context, run,
        [this, actor, order](Stores &stores) { return store(stores, actor, order); },
        [this](const Result<SuspensionOutcome> &done) {
            if (done)
                announce(*done);
        });
    co_return outcome;
}

QCoro::Task<Result<SuspensionOutcome>> SuspensionService::reactivate(Actor actor, UserId user,
                                                                     Run run)
{
    auto outcome = co_await perform(
        m_context, run, [this, actor, user](Stores &stores) { return lift(stores, actor, user); },
        [this, user](const Result<SuspensionOutcome> &done) {
            if (done)
                m_suspended.remove(user);
        });
    co_return outcome;
}

Result<SuspensionOutcome> SuspensionService::store(Stores &stores, const Actor &actor,
                                                   const SuspensionOrder &order) const
{
    const Timestamp now = m_context.clock.now();
    if (const auto allowed = requireMaySuspend(stores, actor, order.user, now); !allowed)
        return allowed.error();
    auto view = stores.accountList.find(order.user);
    if (!view)
        return view.error();
    if (const auto inUse = requireInUse(*view); !inUse)
        return inUse.error();
    const QJsonObject before = noteOf(*view, now);
    const Suspension suspension{now, order.until, order.reason, actor.name};
    view->suspension = suspension;
    if (const auto put = stores.suspensions.put(order.user, suspension); !put)
        return put.error();
    const auto live = stores.sessions.listLive(order.user, now);
    if (!live)
        return live.error();
    const auto ended = m_sessions.end(stores, *live, {actor.name, u"suspended"_s});
    if (!ended)
        return ended.error();
    QJsonObject after = noteOf(*view, now);
    after[u"endedSessions"_s] = qint64(ended->size());
    const auto noted = AuditService::record(stores, actor,
                                            {.action = u"user.suspend"_s,
                                             .target = u"user:"_s + order.user.toString(),
                                             .before = before,
                                             .after = after},
                                            now);
    if (!noted)
        return noted.error();
    const WebhookWriter webhooks(m_ids);
    const auto told = webhooks.write(stores, accountSuspended(order.user, order.until, now));
    if (!told)
        return told.error();
    return SuspensionOutcome{*view, *ended, now};
}

Result<SuspensionOutcome> SuspensionService::lift(Stores &stores, const Actor &actor,
                                                  UserId user) const
{
    const Timestamp now = m_context.clock.now();
    if (const auto allowed = requireAuthorityOver(stores, actor, user); !allowed)
        return allowed.error();
    auto view = stores.accountList.find(user);
    if (!view)
        return view.error();
    if (const auto inUse = requireInUse(*view); !inUse)
        return inUse.error();
    const QJsonObject before = noteOf(*view, now);
    if (before.isEmpty())
        return SuspensionOutcome{*view, {}, now};
    view->suspension.reset();
    if (const auto removed = stores.suspensions.remove(user); !removed)
        return removed.error();
    const auto noted = AuditService::record(
        stores, actor,
        {.action = u"user.reactivate"_s, .target = u"user:"_s + user.toString(), .before = before},
        now);
    if (!noted)
        return noted.error();
    return SuspensionOutcome{*view, {}, now};
}

//! Sockets that were opened with a token of no session hear of the session that there is not.
void SuspensionService::announce(const SuspensionOutcome &outcome) const
{
    const UserId user = outcome.view.user.id;
    if (const auto &suspension = outcome.view.suspension)
        m_suspended.put(user, suspension->until);
    m_sessions.announce(outcome.ended);
    m_bus.publish({SessionRevoked{SessionId(), user}, {user}, {}});
}

} // namespace linnet
