// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists the backups of the server, and which of them have been restored to try them.
class BackupList : public ListCommand
{
public:
    BackupList();
};

} // namespace linnet::cli
