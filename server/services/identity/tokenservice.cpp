// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/tokenservice.h"

#include "common/core/clock.h"
#include "common/core/idgenerator.h"
#include "common/core/random.h"
#include "common/domain/notfound.h"
#include "server/bus/eventbus.h"
#include "server/services/identity/budgets.h"
#include "server/services/identity/securitywriter.h"
#include "server/services/identity/suspensioncheck.h"
#include "server/services/webhook/webhookwriter.h"
#include "server/storage/accountstore.h"
#include "server/storage/database.h"
#include "server/storage/sessionstore.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <algorithm>

namespace linnet {

namespace {

constexpr int RefreshBytes = 32;
const QLatin1String Reuse("reuse");

Error refused(const char *code, const char *message)
{
    return {Error::Kind::Unauthenticated, QLatin1String(code), QString::fromLatin1(message)};
}

Error invalidRefresh()
{
    return refused("refresh_invalid", "Invalid refresh token");
}

Error reused()
{
    return refused("refresh_reused", "Security alert: token reuse detected. Please login again.");
}

QByteArray digestOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

Identity identityOf(const User &user, const Session &session)
{
    return {.user = user.id,
            .session = session.id,
            .device = session.device,
            .phone = user.phone,
            .dialect = session.dialect};
}

//! \return why older sessions end.
RevocationReason reasonFor(OlderSessions older)
{
    if (older == OlderSessions::All)
        return {QStringLiteral("user"), QStringLiteral("proved the address")};
    return {EndedByDevice, QStringLiteral("signed in again")};
}

//! \return whether they are of one device, as far as clients that name none can be told apart.
bool isSamePlace(const Session &one, const Session &other)
{
    if (!one.device.isEmpty() || !other.device.isEmpty())
        return one.device == other.device;
    return one.userAgent == other.userAgent
        && networkOf(QHostAddress(one.address)) == networkOf(QHostAddress(other.address));
}

} // namespace

//! \brief What came of a refresh token. A refusal is a value, because what it changed is to stay.
struct TokenService::Rotation
{
    std::optional<Error> refusal;
    User user;
    Session session;
    std::vector<Session> ended;
    std::optional<NotificationView> notification = {}; //!< For whom it was taken from.
};

TokenService::TokenService(IdentityContext context, SessionService &sessions, TokenSigner &signer,
                           AuthSettings settings)
    : m_context(context)
    , m_sessions(sessions)
    , m_signer(signer)
    , m_refreshLifetime(settings.refreshLifetime)
    , m_refreshSecret(std::move(settings.refreshSecret))
{}

QCoro::Task<Result<SignedIn>> TokenService::prepare(User user, SignIn signIn)
{
    const Timestamp now = m_context.clock.now();
    const Session session{.id = m_context.ids.next<SessionId>(),
                          .user = user.id,
                          .device = signIn.device,
                          .dialect = signIn.dialect,
                          .clientName = signIn.clientName,
                          .address = signIn.address,
                          .userAgent = signIn.userAgent,
                          .accessLifetime = signIn.accessLifetime,
                          .createdAt = now,
                          .lastSeenAt = now,
                          .expiresAt = endOf(signIn.accessLifetime)};
    const auto token = co_await m_signer.sign(identityOf(user, session), signIn.accessLifetime);
    if (!token)
        co_return token.error();
    co_return SignedIn{user, session, *token, randomBytes(RefreshBytes).toHex()};
}

QCoro::Task<Result<QByteArray>> TokenService::renew(UserId user, SessionId session)
{
    const auto extended = co_await m_context.database.write(
        [this, user, session](Stores &stores) { return extend(stores, user, session); });
    if (!extended)
        co_return extended.error();
    auto token = co_await m_signer.sign(identityOf(extended->user, extended->session),
                                        extended->session.accessLifetime);
    co_return token;
}

Result<SignedIn> TokenService::extend(Stores &stores, UserId user, SessionId session) const
{
    const auto account = stores.accounts.find(user);
    if (!account)
        return account.error();
    auto own = stores.sessions.find(session);
    if (!own)
        return own.error();
    if (own->user != user || own->revokedAt || own->expiresAt <= m_context.clock.now())
        return noSuchSession();
    own->expiresAt = endOf(own->accessLifetime);
    const auto extended = stores.sessions.extend(session, own->expiresAt);
    if (!extended)
        return extended.error();
    return SignedIn{*account, *own, {}, {}};
}

Result<Opening> TokenService::open(Stores &stores, const SignedIn &signedIn,
                                   OlderSessions older) const
{
    const Session &session = signedIn.session;
    const Timestamp now = m_context.clock.now();
    if (const auto allowed = requireNotSuspended(stores, signedIn.user.id, now); !allowed)
        return allowed.error();
    auto live = stores.sessions.listLive(signedIn.user.id, now);
    if (!live)
        return live.error();
    const bool isElsewhere = older != OlderSessions::All && !live->empty()
        && std::none_of(live->begin(), live->end(),
                        [&](const Session &each) { return isSamePlace(each, session); });
    if (older != OlderSessions::All)
        std::erase_if(*live, [&](const Session &s) {
            return s.device.isEmpty() || s.device != session.device;
        });
    const auto ended = m_sessions.end(stores, *live, reasonFor(older));
    if (!ended)
        return ended.error();
    const auto added = stores.sessions.add(session);
    if (!added)
        return added.error();
    const auto stored = stores.refreshTokens.add(newToken(signedIn.refreshToken, session.id, 0));
    if (!stored)
        return stored.error();
    const WebhookWriter webhooks(m_context.ids);
    if (const auto heard = webhooks.write(stores, sessionStarted(session)); !heard)
        return heard.error();
    if (!isElsewhere)
        return Opening{session, *ended, {}};
    const auto told = m_context.security.addSignIn(stores, signedIn.user, session);
    if (!told)
        return told.error();
    return Opening{session, *ended, *told};
}

void TokenService::announce(const Opening &opening) const
{
    m_sessions.announce(opening.ended);
    const Session &session = opening.session;
    m_context.bus.publish({SessionOpened{session.id, session.user}, {}, {}});
    if (!opening.elsewhere)
        return;
    m_context.bus.publish({SignedInElsewhere{session, session.user}, {session.user}, session.id});
    m_context.security.announce(opening.elsewhere);
}

QCoro::Task<Result<SignedIn>> TokenService::refresh(QByteArray token, QString device)
{
    const auto rotated = co_await m_context.database.write(
        [this, token, device](Stores &stores) { return rotate(stores, token, device); },
        [this](const Result<Rotation> &rotation) {
            if (!rotation)
                return;
            m_sessions.announce(rotation->ended);
            m_context.security.announce(rotation->notification);
        });
    if (!rotated)
        co_return rotated.error();
    if (const auto &refusal = rotated->refusal)
        co_return *refusal;
    const auto access = co_await m_signer.sign(identityOf(rotated->user, rotated->session),
                                               rotated->session.accessLifetime);
    if (!access)
        co_return access.error();
    co_return SignedIn{rotated->user, rotated->session, *access, childOf(token)};
}

Result<TokenService::Rotation> TokenService::rotate(Stores &stores, const QByteArray &token,
                                                    const QString &device) const
{
    const auto known = stores.refreshTokens.find(digestOf(token));
    if (!known)
        return known.error().kind == Error::Kind::NotFound ? invalidRefresh() : known.error();
    const auto session = stores.sessions.find(known->session);
    if (!session)
        return session.error();
    if (const auto allowed = requireNotSuspended(stores, session->user, m_context.clock.now());
        !allowed)
        return allowed.error();
    if (session->revokedAt)
        return session->revokedBy == Reuse ? reused() : invalidRefresh();
    if (session->device != device)
        return endFamily(stores, *session, QStringLiteral("refreshed by another device"));
    if (known->expiresAt <= m_context.clock.now())
        return refused("refresh_expired", "Refresh token expired");
    const auto isGood = known->firstUsedAt ? isChildUnused(stores, token)
                                           : addChild(stores, token, *known, *session);
    if (!isGood)
        return isGood.error();
    if (!*isGood)
        return endFamily(stores, *session, QStringLiteral("a replaced token was used again"));
    const auto user = stores.accounts.find(session->user);
    if (!user)
        return user.error();
    return Rotation{{}, *user, *session, {}};
}

Result<bool> TokenService::addChild(Stores &stores, const QByteArray &token,
                                    const RefreshToken &parent, const Session &session) const
{
    const auto marked = stores.refreshTokens.markUsed(parent.hash, m_context.clock.now());
    if (!marked)
        return marked.error();
    const RefreshToken child = newToken(childOf(token), parent.session, parent.generation + 1);
    const auto added = stores.refreshTokens.add(child);
    if (!added)
        return added.error();
    const auto extended = stores.sessions.extend(session.id, endOf(session.accessLifetime));
    if (!extended)
        return extended.error();
    return true;
}

Result<bool> TokenService::isChildUnused(Stores &stores, const QByteArray &token) const
{
    const auto child = stores.refreshTokens.find(digestOf(childOf(token)));
    if (child)
        return !child->firstUsedAt;
    // The secret that derives children was replaced: what we would hand out is not in the family.
    return child.error().kind == Error::Kind::NotFound ? Result<bool>(false) : child.error();
}

Result<TokenService::Rotation> TokenService::endFamily(Stores &stores, const Session &session,
                                                       const QString &why) const
{
    const auto ended = m_sessions.end(stores, {session}, {Reuse, why});
    if (!ended)
        return ended.error();
    const auto user = stores.accounts.find(session.user);
    if (!user)
        return user.error();
    const auto told = m_context.security.add(stores, *user, SecurityEvent::TokenReused);
    if (!told)
        return told.error();
    return Rotation{reused(), {}, session, *ended, *told};
}

QByteArray TokenService::childOf(const QByteArray &token) const
{
    // Derived, so that a lost reply can be repeated although only hashes are stored.
    return QMessageAuthenticationCode::hash(token, m_refreshSecret, QCryptographicHash::Sha256)
        .toHex();
}

RefreshToken TokenService::newToken(const QByteArray &token, SessionId session,
                                    int generation) const
{
    const Timestamp now = m_context.clock.now();
    return {.hash = digestOf(token),
            .session = session,
            .generation = generation,
            .createdAt = now,
            .expiresAt = now + m_refreshLifetime.load()};
}

//! \return when a session ends in which nothing happens any more.
Timestamp TokenService::endOf(std::chrono::seconds accessLifetime) const
{
    return m_context.clock.now() + std::max(m_refreshLifetime.load(), accessLifetime);
}

} // namespace linnet
