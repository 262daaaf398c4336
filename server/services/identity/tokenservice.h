// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/sessionservice.h"
#include "server/services/identity/signin.h"
#include "server/services/identity/tokensigner.h"
#include "server/storage/refreshtokenstore.h"

#include <atomic>

namespace linnet {

struct AuthSettings
{
    std::chrono::seconds refreshLifetime = std::chrono::hours(30 * 24);
    QByteArray refreshSecret; //!< Derives a refresh token's child; not in the database.
};

//! \brief What opening a session changed.
struct Opening
{
    Session session;
    std::vector<Session> ended; //!< Older ones of the same user.
    std::optional<NotificationView> elsewhere; //!< Set if the user is signed in, but not there.
};

//! \brief Which older sessions of the user a new one ends.
enum class OlderSessions { OfTheDevice, All };

//! \brief A session's tokens: with which it opens, and by which it goes on.
class TokenService
{
public:
    TokenService(IdentityContext context, SessionService &sessions, TokenSigner &signer,
                 AuthSettings settings);

    //! Sessions that begin or go on from now on last for \p lifetime. Safe from any thread.
    void setRefreshLifetime(std::chrono::seconds lifetime) { m_refreshLifetime = lifetime; }

    //! Makes a session and its tokens, for open() to store. Before what proves the person is used
    //! up: if the CPU pool has no room, it is still good.
    QCoro::Task<Result<SignedIn>> prepare(User user, SignIn signIn);

    //! Within a transaction: stores the session, and ends \p older ones. Errors:
    //! "account_suspended".
    Result<Opening> open(Stores &stores, const SignedIn &signedIn,
                         OlderSessions older = OlderSessions::OfTheDevice) const;
    //! Tells everybody of \p opening, once that is stored.
    void announce(const Opening &opening) const;

    //! \return another access token for \p session, which lives as long as its others do, and the
    //! session no shorter. NotFound if there is no such session of \p user, or if it has ended.
    QCoro::Task<Result<QByteArray>> renew(UserId user, SessionId session);

    //! Exchanges a refresh token for its one child. Until the child is used, the same device gets
    //! the same child again, because a reply may be lost; later the family ends. Errors:
    //! "refresh_invalid", "refresh_expired", "refresh_reused", "account_suspended".
    QCoro::Task<Result<SignedIn>> refresh(QByteArray token, QString device);

private:
    struct Rotation;

    Result<SignedIn> extend(Stores &stores, UserId user, SessionId session) const;
    Result<Rotation> rotate(Stores &stores, const QByteArray &token, const QString &device) const;
    Result<bool> addChild(Stores &stores, const QByteArray &token, const RefreshToken &parent,
                          const Session &session) const;
    Result<bool> isChildUnused(Stores &stores, const QByteArray &token) const;
    Result<Rotation> endFamily(Stores &stores, const Session &session, const QString &why) const;
    QByteArray childOf(const QByteArray &token) const;
    RefreshToken newToken(const QByteArray &token, SessionId session, int generation) const;
    Timestamp endOf(std::chrono::seconds accessLifetime) const;

    const IdentityContext m_context;
    SessionService &m_sessions;
    TokenSigner &m_signer;
    std::atomic<std::chrono::seconds> m_refreshLifetime;
    const QByteArray m_refreshSecret;
};

} // namespace linnet
