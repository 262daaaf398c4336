// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/sessionservice.h"

#include "common/core/clock.h"
#include "common/domain/notfound.h"
#include "server/bus/eventbus.h"
#include "server/services/chat/chatrules.h"
#include "server/services/identity/lastseen.h"
#include "server/services/identity/revokedsessions.h"
#include "server/services/webhook/webhookwriter.h"
#include "server/storage/database.h"
#include "server/storage/refreshtokenstore.h"
#include "server/storage/sessionstore.h"

#include <QLoggingCategory>

namespace linnet {

Q_LOGGING_CATEGORY(audit, "linnet.audit")

namespace {

//! How long a session that expired can still be looked at.
constexpr std::chrono::hours KeptAfterItsEnd(30 * 24);

Result<std::vector<Session>> findOne(SessionId id, Stores &stores)
{
    const auto session = stores.sessions.find(id);
    if (!session)
        return session.error();
    return std::vector{*session};
}

Result<std::vector<Session>> findOwn(UserId user, SessionId id, Stores &stores)
{
    const auto session = stores.sessions.find(id);
    if (!session)
        return session.error();
    if (session->user != user)
        return noSuchSession();
    return std::vector{*session};
}

Result<std::vector<Session>> listOthers(UserId user, SessionId except, Timestamp now,
                                        Stores &stores)
{
    auto sessions = stores.sessions.listLive(user, now);
    if (sessions)
        std::erase_if(*sessions, [except](const Session &s) { return s.id == except; });
    return sessions;
}

} // namespace

//! \brief What is told after the commit.
struct SessionService::Ending
{
    std::vector<Session> sessions;
    std::optional<NotificationView> notification = {};
};

SessionService::SessionService(IdentityContext context, RevokedSessions &revoked,
                               LastSeen &lastSeen)
    : m_context(context)
    , m_revoked(revoked)
    , m_lastSeen(lastSeen)
{}

QCoro::Task<Result<>> SessionService::start()
{
    const Timestamp since = m_revoked.horizon();
    const auto ended = co_await m_context.database.read(
        [since](Stores &stores) { return stores.sessions.listRevoked(since); });
    if (!ended)
        co_return ended.error();
    for (const Session &session : *ended)
        m_revoked.add(session.id, session.revokedAt.value_or(since));
    co_return Result<>();
}

QCoro::Task<Result<std::vector<Session>>> SessionService::list(UserId user)
{
    const Timestamp now = m_context.clock.now();
    auto sessions = co_await m_context.database.read(
        [user, now](Stores &stores) { return stores.sessions.listLive(user, now); });
    co_return sessions;
}

QCoro::Task<Result<>> SessionService::rename(UserId user, SessionId session, QString name)
{
    const auto valid = rules::checkName(name, QLatin1String("name"));
    if (!valid)
        co_return valid.error();
    const auto renamed = co_await m_context.database.write([=](Stores &stores) -> Result<> {
        const auto own = findOwn(user, session, stores);
        if (!own)
            return own.error();
        return stores.sessions.rename(session, name.trimmed());
    });
    co_return renamed;
}

QCoro::Task<Result<>> SessionService::revoke(SessionId session, RevocationReason reason)
{
    const auto ended = co_await endSelected(std::bind_front(&findOne, session), reason);
    co_return ended;
}

QCoro::Task<Result<>> SessionService::revokeOwn(UserId user, SessionId session)
{
    const RevocationReason reason{QStringLiteral("user"), QStringLiteral("signed out")};
    const auto ended = co_await endSelected(std::bind_front(&findOwn, user, session), reason);
    co_return ended;
}

QCoro::Task<Result<>> SessionService::revokeAll(UserId user, RevocationReason reason,
                                                SessionId except)
{
    const Timestamp now = m_context.clock.now();
    const auto ended = co_await endSelected(std::bind_front(&listOthers, user, except, now), reason,
                                            Telling::OthersSignedOut);
    co_return ended;
}

QCoro::Task<Result<>> SessionService::endSelected(Selection select, RevocationReason reason,
                                                  Telling telling)
{
    const auto work = [this, select, reason, telling](Stores &stores) -> Result<Ending> {
        const auto sessions = select(stores);
        if (!sessions)
            return sessions.error();
        return endAndTell(stores, *sessions, reason, telling);
    };
    const auto settled = [this](const Result<Ending> &ended) {
        if (!ended)
            return;
        announce(ended->sessions);
        m_context.security.announce(ended->notification);
    };
    const auto ended = co_await m_context.database.write(work, settled);
    if (!ended)
        co_return ended.error();
    co_return Result<>();
}

Result<SessionService::Ending> SessionService::endAndTell(Stores &stores,
                                                          const std::vector<Session> &sessions,
                                                          const RevocationReason &reason,
                                                          Telling telling) const
{
    const auto ended = end(stores, sessions, reason);
    if (!ended)
        return ended.error();
    if (ended->empty() || telling == Telling::None)
        return Ending{*ended};
    const auto user = stores.accounts.find(ended->front().user);
    if (!user)
        return user.error();
    const auto told = m_context.security.add(stores, *user, SecurityEvent::OthersSignedOut);
    if (!told)
        return told.error();
    return Ending{*ended, *told};
}

Result<std::vector<Session>> SessionService::end(Stores &stores,
                                                 const std::vector<Session> &sessions,
                                                 const RevocationReason &reason) const
{
    const Revocation revocation{m_context.clock.now(), reason.by, reason.why};
    const WebhookWriter webhooks(m_context.ids);
    std::vector<Session> ended;
    for (Session session : sessions) {
        const auto isNew = stores.sessions.revoke(session.id, revocation);
        if (!isNew)
            return isNew.error();
        if (!*isNew)
            continue;
        if (const auto told = webhooks.write(stores, sessionEnded(session, revocation.at)); !told)
            return told.error();
        session.revokedAt = revocation.at;
        session.revokedBy = revocation.by;
        session.revokedWhy = revocation.why;
        ended.push_back(session);
    }
    return ended;
}

void SessionService::announce(const std::vector<Session> &ended) const
{
    for (const Session &session : ended) {
        // Quoted by QDebug, so that a device's name cannot forge a line.
        qCInfo(audit) << "session ended" << session.id.value() << "user" << session.user.value()
                      << "device" << session.device << "by" << session.revokedBy << "because"
                      << session.revokedWhy;
        m_context.bus.publish({SessionRevoked{session.id, session.user}, {session.user}, {}});
    }
}

QCoro::Task<Result<>> SessionService::tidy()
{
    m_revoked.forget();
    const Timestamp now = m_context.clock.now();
    const auto seen = m_lastSeen.take();
    const auto written = co_await m_context.database.write([seen, now](Stores &stores) -> Result<> {
        const auto touched = stores.sessions.touch(seen);
        if (!touched)
            return touched;
        const auto tokens = stores.refreshTokens.removeExpired(now);
        if (!tokens)
            return tokens;
        return stores.sessions.removeExpired(now - KeptAfterItsEnd);
    });
    co_return written;
}

} // namespace linnet
