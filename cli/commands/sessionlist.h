// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists who is signed in, and who was.
class SessionList : public ListCommand
{
public:
    SessionList();
};

} // namespace linnet::cli
