// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/selection.h"

namespace linnet::cli {

//! \return which of the jobs that were given up a command is about.
inline Selection deadJobs()
{
    return {{QStringLiteral("jobs"), QStringLiteral("A job."),
             QStringLiteral("All that were given up and match."), Referent::Job}};
}

} // namespace linnet::cli
