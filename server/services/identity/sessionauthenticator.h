// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/authenticator.h"

namespace linnet {

class LastSeen;
class RevokedSessions;
class SuspendedUsers;
class TokenVerifier;

//! \brief Accepts tokens of ours whose session goes on, and of people who are not suspended. No
//! SQL: all it asks is in memory.
class SessionAuthenticator : public Authenticator
{
public:
    SessionAuthenticator(const TokenVerifier &tokens, const RevokedSessions &revoked,
                         const SuspendedUsers &suspended, LastSeen &lastSeen, const Clock &clock);

    Result<Identity> authenticate(QByteArrayView token) const override;

private:
    const TokenVerifier &m_tokens;
    const RevokedSessions &m_revoked;
    const SuspendedUsers &m_suspended;
    LastSeen &m_lastSeen;
    const Clock &m_clock;
};

} // namespace linnet
