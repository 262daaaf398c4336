// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists what people reported.
class ReportList : public ListCommand
{
public:
    ReportList();
};

} // namespace linnet::cli
