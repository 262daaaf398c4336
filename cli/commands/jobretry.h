// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"
#include "cli/commands/jobselection.h"

namespace linnet::cli {

//! \brief Has jobs that were given up tried again.
class JobRetry : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    Selection m_selection = deadJobs();
};

} // namespace linnet::cli
