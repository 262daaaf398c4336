// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/core/result.h"

#include <QString>

namespace linnet {

//! \brief An account's password, as it is kept.
struct PasswordRecord
{
    UserId user;
    QString hash; //!< Argon2id in its encoded form.
    Timestamp changedAt{};
};

class PasswordStore
{
public:
    virtual ~PasswordStore() = default;

    //! \return NotFound if the account has no password.
    virtual Result<PasswordRecord> find(UserId user) = 0;
    //! Puts \p record in the place of what the account had.
    virtual Result<> put(const PasswordRecord &record) = 0;
    virtual Result<> remove(UserId user) = 0;
};

} // namespace linnet
