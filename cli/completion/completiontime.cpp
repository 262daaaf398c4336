// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion/completiontime.h"

#include <QtGlobal>

namespace linnet::cli {

std::chrono::milliseconds completionTime()
{
    constexpr int Usual = 900;
    const int wanted = qEnvironmentVariableIntValue("LINNET_COMPLETION_TIME");
    return std::chrono::milliseconds(wanted > 0 ? wanted : Usual);
}

} // namespace linnet::cli
