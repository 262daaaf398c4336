// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/conversationstore.h"
#include "server/storage/mediastore.h"
#include "server/storage/memberstore.h"
#include "server/storage/messagestore.h"

namespace linnet {

//! \brief The stores, bound to one open transaction.
struct Stores
{
    ConversationStore &conversations;
    MemberStore &members;
    MessageStore &messages;
    MediaStore &media;
};

} // namespace linnet
