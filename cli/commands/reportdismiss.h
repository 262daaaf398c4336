// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/reportsettling.h"

namespace linnet::cli {

//! \brief Settles a report about which nothing is to be done.
class ReportDismiss : public ReportSettling
{
public:
    ReportDismiss();
};

} // namespace linnet::cli
