// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/authservice.h"

#include "common/core/clock.h"
#include "common/core/idgenerator.h"
#include "common/core/random.h"
#include "server/bus/eventbus.h"
#include "server/services/identity/emailclaim.h"
#include "server/storage/accountstore.h"
#include "server/storage/database.h"
#include "server/storage/sessionstore.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

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

//! \return what an account is called before its owner says so.
QString firstNameOf(const Identifier &identifier)
{
    constexpr int PhoneDigits = 4;
    constexpr int EmailCharacters = 8;
    return identifier.kind == Identifier::Kind::Phone ? identifier.value.right(PhoneDigits)
                                                      : identifier.value.left(EmailCharacters);
}

//! Adds \p user unless it is there.
Result<> ensureAccount(Stores &stores, const User &user)
{
    const auto known = stores.accounts.find(user.id);
    if (known)
        return {};
    return known.error().kind == Error::Kind::NotFound ? stores.accounts.add(user)
                                                       : Result<>(known.error());
}

} // namespace

//! \brief What else a sign-in changed.
struct AuthService::Opened
{
    std::vector<Session> ended;
    std::optional<User> displaced; //!< Lost an e-mail address that it only claimed.
};

//! \brief What came of a refresh token. A refusal is a value, because what it changed is to stay.
struct AuthService::Rotation
{
    std::optional<Error> refusal;
    User user;
    Session session;
    std::vector<Session> ended;
};

AuthService::AuthService(IdentityContext context, OneTimeCodeService &codes,
                         SessionService &sessions, TokenSigner &signer, AuthSettings settings)
    : m_context(context)
    , m_codes(codes)
    , m_sessions(sessions)
    , m_signer(signer)
    , m_settings(std::move(settings))
{}

QCoro::Task<Result<SignedIn>> AuthService::signIn(SignIn signIn)
{
    const auto code = co_await m_codes.verify(signIn.identifier, signIn.code);
    if (!code)
        co_return code.error();
    const auto user = co_await findOrPrepareUser(signIn.identifier);
    if (!user)
        co_return user.error();
    SignedIn signedIn{*user, newSession(signIn, user->id), {}, randomBytes(RefreshBytes).toHex()};
    // Signed before the code is used up: if the CPU pool has no room, the code is still good.
    const auto token =
        co_await m_signer.sign(identityOf(*user, signedIn.session), signIn.accessLifetime);
    if (!token)
        co_return token.error();
    signedIn.accessToken = *token;
    const auto opened = co_await m_context.database.write(
        [this, code, signedIn](Stores &stores) { return open(stores, *code, signedIn); },
        [this](const Result<Opened> &outcome) {
            if (outcome)
                announce(*outcome);
        });
    if (!opened)
        co_return opened.error();
    co_return signedIn;
}

QCoro::Task<Result<User>> AuthService::findOrPrepareUser(Identifier identifier)
{
    auto user = co_await m_context.database.read(
        [identifier](Stores &stores) { return stores.accounts.findByIdentifier(identifier); });
    if (user && isProven(*user, identifier))
        co_return user;
    if (!user && user.error().kind != Error::Kind::NotFound)
        co_return user;
    const Timestamp now = m_context.clock.now();
    User fresh{.id = m_context.ids.next<UserId>(), .createdAt = now, .updatedAt = now};
    fresh.displayName = firstNameOf(identifier);
    if (identifier.kind == Identifier::Kind::Phone)
        fresh.phone = identifier.value;
    else
        fresh.email = identifier.value;
    fresh.isEmailVerified = !fresh.email.isEmpty();
    co_return fresh;
}

Session AuthService::newSession(const SignIn &signIn, UserId user) const
{
    const Timestamp now = m_context.clock.now();
    return {.id = m_context.ids.next<SessionId>(),
            .user = user,
            .device = signIn.device,
            .dialect = signIn.dialect,
            .clientName = signIn.clientName,
            .address = signIn.address,
            .userAgent = signIn.userAgent,
            .accessLifetime = signIn.accessLifetime,
            .createdAt = now,
            .lastSeenAt = now,
            .expiresAt = now + std::max(m_settings.refreshLifetime, signIn.accessLifetime)};
}

Result<AuthService::Opened> AuthService::open(Stores &stores, const OneTimeCode &code,
                                              const SignedIn &signedIn) const
{
    const auto consumed = OneTimeCodeService::consume(stores, code);
    if (!consumed)
        return consumed.error();
    const auto displaced = releaseClaim(stores, code.destination, signedIn.user.id);
    if (!displaced)
        return displaced.error();
    const auto account = ensureAccount(stores, signedIn.user);
    if (!account)
        return account.error();
    const auto ended = replaceSession(stores, signedIn);
    if (!ended)
        return ended.error();
    return Opened{*ended, *displaced};
}

Result<std::vector<Session>> AuthService::replaceSession(Stores &stores,
                                                         const SignedIn &signedIn) const
{
    auto older = stores.sessions.listLive(signedIn.user.id, m_context.clock.now());
    if (!older)
        return older.error();
    std::erase_if(*older, [&](const Session &s) { return s.device != signedIn.session.device; });
    auto ended = m_sessions.end(stores, *older,
                                {QStringLiteral("device"), QStringLiteral("signed in again")});
    if (!ended)
        return ended;
    const auto added = stores.sessions.add(signedIn.session);
    if (!added)
        return added.error();
    const auto stored =
        stores.refreshTokens.add(newToken(signedIn.refreshToken, signedIn.session.id, 0));
    if (!stored)
        return stored.error();
    return ended;
}

void AuthService::announce(const Opened &opened) const
{
    m_sessions.announce(opened.ended);
    if (opened.displaced)
        m_context.bus.publish({ProfileChanged{*opened.displaced}, {opened.displaced->id}, {}});
}

QCoro::Task<Result<SignedIn>> AuthService::refresh(QByteArray token, QString device)
{
    const auto rotated = co_await m_context.database.write(
        [this, token, device](Stores &stores) { return rotate(stores, token, device); },
        [this](const Result<Rotation> &rotation) {
            if (rotation)
                m_sessions.announce(rotation->ended);
        });
    if (!rotated)
        co_return rotated.error();
    if (rotated->refusal)
        co_return *rotated->refusal;
    const auto access = co_await m_signer.sign(identityOf(rotated->user, rotated->session),
                                               rotated->session.accessLifetime);
    if (!access)
        co_return access.error();
    co_return SignedIn{rotated->user, rotated->session, *access, childOf(token)};
}

Result<AuthService::Rotation> AuthService::rotate(Stores &stores, const QByteArray &token,
                                                  const QString &device) const
{
    const auto known = stores.refreshTokens.find(digestOf(token));
    if (!known)
        return known.error().kind == Error::Kind::NotFound ? invalidRefresh() : known.error();
    const auto session = stores.sessions.find(known->session);
    if (!session)
        return session.error();
    if (session->revokedAt)
        return session->revokedBy == Reuse ? reused() : invalidRefresh();
    if (session->device != device)
        return endFamily(stores, *session, QStringLiteral("refreshed by another device"));
    if (known->expiresAt <= m_context.clock.now())
        return refused("refresh_expired", "Refresh token expired");
    const auto isGood =
        known->firstUsedAt ? isChildUnused(stores, token) : addChild(stores, token, *known);
    if (!isGood)
        return isGood.error();
    if (!*isGood)
        return endFamily(stores, *session, QStringLiteral("a replaced token was used again"));
    const auto user = stores.accounts.find(session->user);
    if (!user)
        return user.error();
    return Rotation{{}, *user, *session, {}};
}

Result<bool> AuthService::addChild(Stores &stores, const QByteArray &token,
                                   const RefreshToken &parent) const
{
    const auto marked = stores.refreshTokens.markUsed(parent.hash, m_context.clock.now());
    if (!marked)
        return marked.error();
    const RefreshToken child = newToken(childOf(token), parent.session, parent.generation + 1);
    const auto added = stores.refreshTokens.add(child);
    if (!added)
        return added.error();
    const auto extended = stores.sessions.extend(parent.session, child.expiresAt);
    if (!extended)
        return extended.error();
    return true;
}

Result<bool> AuthService::isChildUnused(Stores &stores, const QByteArray &token) const
{
    const auto child = stores.refreshTokens.find(digestOf(childOf(token)));
    if (child)
        return !child->firstUsedAt;
    // The secret that derives children was replaced: what we would hand out is not in the family.
    return child.error().kind == Error::Kind::NotFound ? Result<bool>(false) : child.error();
}

Result<AuthService::Rotation> AuthService::endFamily(Stores &stores, const Session &session,
                                                     const QString &why) const
{
    const auto ended = m_sessions.end(stores, {session}, {Reuse, why});
    if (!ended)
        return ended.error();
    return Rotation{reused(), {}, session, *ended};
}

QByteArray AuthService::childOf(const QByteArray &token) const
{
    // Derived, so that a lost reply can be repeated although only hashes are stored.
    return QMessageAuthenticationCode::hash(token, m_settings.refreshSecret,
                                            QCryptographicHash::Sha256)
        .toHex();
}

RefreshToken AuthService::newToken(const QByteArray &token, SessionId session, int generation) const
{
    const Timestamp now = m_context.clock.now();
    return {.hash = digestOf(token),
            .session = session,
            .generation = generation,
            .createdAt = now,
            .expiresAt = now + m_settings.refreshLifetime};
}

} // namespace linnet
