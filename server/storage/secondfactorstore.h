// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/core/result.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace linnet {

//! \brief What an account's authenticator app shares with the server.
struct SecondFactor
{
    UserId user;
    QByteArray secret; //!< Sealed.
    qint64 lastStep = 0; //!< Of the newest code that was accepted: none is accepted twice.
    std::optional<Timestamp> confirmedAt; //!< None: shown, but no code has come back yet.
};

class SecondFactorStore
{
public:
    virtual ~SecondFactorStore() = default;

    //! \return NotFound if the account has none.
    virtual Result<SecondFactor> find(UserId user) = 0;
    //! Puts \p factor in the place of what the account had.
    virtual Result<> put(const SecondFactor &factor) = 0;
    //! Removes it, and the recovery codes.
    virtual Result<> remove(UserId user) = 0;

    //! Puts \p hashes in the place of those the account had.
    virtual Result<> putRecoveryCodes(UserId user, const std::vector<QByteArray> &hashes) = 0;
    //! \return false if there is no such code: it was used, or never was.
    virtual Result<bool> takeRecoveryCode(UserId user, const QByteArray &hash) = 0;
    virtual Result<int> countRecoveryCodes(UserId user) = 0;
};

} // namespace linnet
