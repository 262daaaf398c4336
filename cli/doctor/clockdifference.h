// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/apiclient.h"
#include "common/core/clock.h"
#include "common/domain/finding.h"

namespace linnet::cli {

//! \return how far the clock of the server that \p api asks and this machine's are apart.
Finding checkClockDifference(ApiClient &api);

//! \return what it means that the server's clock said \p theirs between \p sent and \p received by
//! this machine's.
Finding judgeClocks(Timestamp theirs, Timestamp sent, Timestamp received);

} // namespace linnet::cli
