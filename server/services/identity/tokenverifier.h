// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "server/services/identity/accesstoken.h"
#include "server/services/identity/keyring.h"
#include "server/services/identity/tokencache.h"

#include <atomic>

namespace linnet {

//! \brief Tells our own access tokens from all others. Safe from any thread.
//!
//! Knows nothing of sessions that ended: see SessionAuthenticator.
class TokenVerifier
{
public:
    TokenVerifier(const KeyRing &keys, const Clock &clock, TokenSettings settings,
                  size_t cacheCapacity = 20000);

    //! Judges by \p settings, and by the keys there are now, from now on, also what was found good
    //! before.
    void configure(TokenSettings settings);

    //! \return an Unauthenticated error with the code "token_expired" or "invalid_token".
    Result<Identity> verify(QByteArrayView token) const;

    static Error invalid();

private:
    ClaimsCheck check(QByteArrayView token, const TokenSettings &settings) const;

    const KeyRing &m_keys;
    const Clock &m_clock;
    Live<TokenSettings> m_settings;
    std::atomic<quint64> m_generation = 0; //!< How often it was configured.
    mutable TokenCache m_cache;
};

} // namespace linnet
