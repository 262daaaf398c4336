// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "server/services/cpupool.h"
#include "server/services/identity/accesstoken.h"
#include "server/services/identity/keyring.h"

#include <QCoroTask>

namespace linnet {

//! \brief Makes access tokens, on the CPU pool. The first one waits for the first key.
class TokenSigner
{
public:
    TokenSigner(KeyRing &keys, CpuPool &pool, const Clock &clock, TokenSettings settings);

    //! Signs with \p settings from now on. Safe from any thread.
    void configure(TokenSettings settings) { m_settings.replace(std::move(settings)); }

    //! Makes the first key if there is none, so that nobody who signs in has to wait for it.
    QCoro::Task<Result<>> prepare();

    //! \param lifetime of the token; zero: as configured.
    QCoro::Task<Result<QByteArray>> sign(Identity identity, std::chrono::seconds lifetime = {});

    //! Has new tokens signed with a new key.
    QCoro::Task<Result<>> rotate();

    //! \return the public keys, for /.well-known/jwks.json.
    QCoro::Task<Result<QJsonObject>> jwks();

private:
    Result<QByteArray> signNow(const Identity &identity, std::chrono::seconds lifetime) const;

    KeyRing &m_keys;
    CpuPool &m_pool;
    const Clock &m_clock;
    Live<TokenSettings> m_settings;
};

} // namespace linnet
