// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists everybody's files.
class StorageList : public ListCommand
{
public:
    StorageList();
};

} // namespace linnet::cli
