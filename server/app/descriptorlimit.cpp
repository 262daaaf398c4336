// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/descriptorlimit.h"

#include <sys/resource.h>

namespace linnet {

void raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace linnet
