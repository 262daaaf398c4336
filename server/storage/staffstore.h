// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/staff.h"
#include "common/domain/user.h"

#include <vector>

namespace linnet {

//! \brief Somebody who runs the server.
struct StaffMember
{
    User user;
    StaffRole role = StaffRole::None;
};

//! \brief Who runs the server, as what.
class StaffStore
{
public:
    virtual ~StaffStore() = default;

    //! \return everybody with a role, the most powerful first.
    virtual Result<std::vector<StaffMember>> list() = 0;
    //! \return None for who only uses the server; NotFound if there is no such account.
    virtual Result<StaffRole> roleOf(UserId user) = 0;
    virtual Result<> setRole(UserId user, StaffRole role) = 0;
};

} // namespace linnet
