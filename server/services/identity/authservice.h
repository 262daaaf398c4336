// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/identifier.h"
#include "common/domain/session.h"
#include "common/domain/user.h"
#include "server/services/identity/onetimecodeservice.h"
#include "server/services/identity/sessionservice.h"
#include "server/services/identity/tokensigner.h"
#include "server/storage/refreshtokenstore.h"

namespace linnet {

struct AuthSettings
{
    std::chrono::seconds refreshLifetime = std::chrono::hours(30 * 24);
    QByteArray refreshSecret; //!< Derives a refresh token's child; not in the database.
};

//! \brief What a person signs in with, and where from.
struct SignIn
{
    Identifier identifier;
    QString code;
    QString device;
    QString dialect;
    QString clientName = {};
    QString address = {};
    QString userAgent = {};
    std::chrono::seconds accessLifetime = {}; //!< Of the access tokens; zero: as configured.
};

struct SignedIn
{
    User user;
    Session session;
    QByteArray accessToken;
    QByteArray refreshToken;
};

//! \brief Signing in with a one-time code, and staying signed in.
class AuthService
{
public:
    AuthService(IdentityContext context, OneTimeCodeService &codes, SessionService &sessions,
                TokenSigner &signer, AuthSettings settings);

    //! Makes the account if there is none, or none that has proven the identifier; one that only
    //! claimed it loses it. Ends older sessions of the same user and device. Errors:
    //! those of OneTimeCodeService::verify().
    QCoro::Task<Result<SignedIn>> signIn(SignIn signIn);

    //! Exchanges a refresh token for its one child. Until the child is used, the same device gets
    //! the same child again, because a reply may be lost; later the family ends. Errors:
    //! "refresh_invalid", "refresh_expired", "refresh_reused".
    QCoro::Task<Result<SignedIn>> refresh(QByteArray token, QString device);

private:
    struct Opened;
    struct Rotation;

    QCoro::Task<Result<User>> findOrPrepareUser(Identifier identifier);
    Result<Opened> open(Stores &stores, const OneTimeCode &code, const SignedIn &signedIn) const;
    Result<std::vector<Session>> replaceSession(Stores &stores, const SignedIn &signedIn) const;
    void announce(const Opened &opened) const;
    Result<Rotation> rotate(Stores &stores, const QByteArray &token, const QString &device) const;
    Result<bool> addChild(Stores &stores, const QByteArray &token,
                          const RefreshToken &parent) const;
    Result<bool> isChildUnused(Stores &stores, const QByteArray &token) const;
    Result<Rotation> endFamily(Stores &stores, const Session &session, const QString &why) const;
    QByteArray childOf(const QByteArray &token) const;
    RefreshToken newToken(const QByteArray &token, SessionId session, int generation) const;
    Session newSession(const SignIn &signIn, UserId user) const;

    const IdentityContext m_context;
    OneTimeCodeService &m_codes;
    SessionService &m_sessions;
    TokenSigner &m_signer;
    const AuthSettings m_settings;
};

} // namespace linnet
