// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/reportsettling.h"

namespace linnet::cli {

//! \brief Settles a report about which something was done.
class ReportResolve : public ReportSettling
{
public:
    ReportResolve();
};

} // namespace linnet::cli
