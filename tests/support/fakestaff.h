// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/staffdirectory.h"

#include <map>

namespace linnet::test {

//! \brief Nobody runs the server but who is put here.
struct FakeStaff : StaffDirectory
{
    StaffRole roleOf(UserId user) const override
    {
        const auto found = roles.find(user);
        return found == roles.end() ? StaffRole::None : found->second;
    }

    std::map<UserId, StaffRole> roles = {};
};

} // namespace linnet::test
