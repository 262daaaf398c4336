// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"

namespace linnet {

//! \brief What those hear who ask for what there is not, or what they may not see: the same.
Error noSuchUser();
Error noSuchConversation();
Error noSuchMember();
Error noSuchMessage();
Error noSuchMedia();
Error noSuchSession();
Error noSuchFriendRequest();
Error noSuchNotification();
Error noSuchJob();
Error noSuchReport();
Error noSuchWebhook();
Error noSuchDelivery();

} // namespace linnet
