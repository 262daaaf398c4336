// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists the sessions that are over: who ended them, and why.
class SessionHistory : public ListCommand
{
public:
    SessionHistory();
};

} // namespace linnet::cli
