// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists every setting, and where its value comes from.
class SettingList : public ListCommand
{
public:
    SettingList();
};

} // namespace linnet::cli
