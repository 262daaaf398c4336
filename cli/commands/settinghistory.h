// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \return how changes of settings are shown.
const Table &settingHistoryTable();

//! \brief Lists who set what, and when.
class SettingHistory : public ListCommand
{
public:
    SettingHistory();
};

} // namespace linnet::cli
