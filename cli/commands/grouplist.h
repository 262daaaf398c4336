// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists which groups there are.
class GroupList : public ListCommand
{
public:
    GroupList();
};

} // namespace linnet::cli
