// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/authenticator.h"

namespace linnet {

class LastSeen;
class RevokedSessions;
class TokenVerifier;

//! \brief Accepts tokens of ours whose session goes on. No SQL: all it asks is in memory.
class SessionAuthenticator : public Authenticator
{
public:
    SessionAuthenticator(const TokenVerifier &tokens, const RevokedSessions &revoked,
                         LastSeen &lastSeen, const Clock &clock);

    Result<Identity> authenticate(QByteArrayView token) const override;

private:
    const TokenVerifier &m_tokens;
    const RevokedSessions &m_revoked;
    LastSeen &m_lastSeen;
    const Clock &m_clock;
};

} // namespace linnet
