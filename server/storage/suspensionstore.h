// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"
#include "common/core/result.h"
#include "common/domain/suspension.h"

#include <optional>
#include <vector>

namespace linnet {

//! \brief Whose account is suspended.
struct SuspendedAccount
{
    UserId user;
    Suspension suspension;
};

//! \brief Who may not use the server. A suspension that is over stays until the next one.
class SuspensionStore
{
public:
    virtual ~SuspensionStore() = default;

    //! \return nothing if the account never was suspended, or it was lifted.
    virtual Result<std::optional<Suspension>> find(UserId user) = 0;
    //! \return those that are in force at \p now.
    virtual Result<std::vector<SuspendedAccount>> list(Timestamp now) = 0;

    //! Puts \p suspension in the place of what the account had.
    virtual Result<> put(UserId user, const Suspension &suspension) = 0;
    virtual Result<> remove(UserId user) = 0;
};

} // namespace linnet
