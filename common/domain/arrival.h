// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"

namespace linnet {

//! \brief How far a conversation's messages have got to one member's sockets, without any of them
//! having said so.
struct Arrival
{
    UserId user;
    qint64 seq = 0; //!< Of the newest message that got to one of their sockets.
    qint64 watchedSeq = 0; //!< Of the newest one that came while the room was open there; 0: none.
};

} // namespace linnet
