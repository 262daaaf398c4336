// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/chatparts.h"
#include "server/app/foundation.h"

#include <QCoroTask>

namespace linnet {

//! Adds Alice, Bob and Charlie with a direct chat and a group, unless Alice is there already. Both
//! outlive the task.
QCoro::Task<Result<>> addDemoData(Foundation *foundation, ChatParts *chat);

} // namespace linnet
