// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists the keys that access tokens are signed with.
class KeyList : public ListCommand
{
public:
    KeyList();
};

} // namespace linnet::cli
