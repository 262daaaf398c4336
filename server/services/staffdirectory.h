// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"
#include "common/domain/staff.h"

namespace linnet {

//! \brief Knows who runs the server. Safe from any thread, and quick enough for an I/O thread.
class StaffDirectory
{
public:
    virtual ~StaffDirectory() = default;

    //! \return None for who only uses the server.
    virtual StaffRole roleOf(UserId user) const = 0;
};

} // namespace linnet
