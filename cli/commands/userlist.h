// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists who has an account.
class UserList : public ListCommand
{
public:
    UserList();
};

} // namespace linnet::cli
