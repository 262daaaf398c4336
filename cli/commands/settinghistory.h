// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists who set what, and when.
class SettingHistory : public ListCommand
{
public:
    SettingHistory();
};

} // namespace linnet::cli
