// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/listcommand.h"

namespace linnet::cli {

//! \brief Lists what the server does after its commits.
class JobList : public ListCommand
{
public:
    JobList();
};

} // namespace linnet::cli
