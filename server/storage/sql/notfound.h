// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"

namespace linnet {

Error noSuchConversation();
Error noSuchMember();
Error noSuchMessage();
Error noSuchMedia();

} // namespace linnet
