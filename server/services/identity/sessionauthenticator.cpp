// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/sessionauthenticator.h"

#include "server/services/identity/lastseen.h"
#include "server/services/identity/revokedsessions.h"
#include "server/services/identity/suspendedusers.h"
#include "server/services/identity/tokenverifier.h"

namespace linnet {

SessionAuthenticator::SessionAuthenticator(const TokenVerifier &tokens,
                                           const RevokedSessions &revoked,
                                           const SuspendedUsers &suspended, LastSeen &lastSeen,
                                           const Clock &clock)
    : m_tokens(tokens)
    , m_revoked(revoked)
    , m_suspended(suspended)
    , m_lastSeen(lastSeen)
    , m_clock(clock)
{}

Result<Identity> SessionAuthenticator::authenticate(QByteArrayView token) const
{
    if (token.isEmpty())
        return Error{Error::Kind::Unauthenticated, QLatin1String("authentication_required"),
                     QStringLiteral("Authentication required")};
    auto identity = m_tokens.verify(token);
    if (!identity)
        return identity;
    // Whoever is suspended has no session; a token without one is asked here.
    if (m_suspended.contains(identity->user))
        return TokenVerifier::invalid();
    if (identity->session.isNull())
        return identity;
    if (m_revoked.contains(identity->session))
        return TokenVerifier::invalid();
    m_lastSeen.note(identity->session, m_clock.now());
    return identity;
}

} // namespace linnet
