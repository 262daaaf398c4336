// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists the sweeps of the server, and what came of them.
class StorageSweeps : public ListCommand
{
public:
    StorageSweeps();
};

} // namespace linnet::cli
