// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists who runs the server, and as what.
class StaffList : public ListCommand
{
public:
    StaffList();
};

} // namespace linnet::cli
