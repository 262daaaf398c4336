// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/reportsettling.h"

namespace linnet::cli {

//! \brief Opens a settled report again.
class ReportReopen : public ReportSettling
{
public:
    ReportReopen();
};

} // namespace linnet::cli
