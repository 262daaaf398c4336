// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/arrival.h"
#include "server/api/dialect.h"

#include <vector>

namespace linnet {

//! \brief Whose socket it is, and what it speaks.
struct SocketOwner
{
    UserId user;
    SessionId session;
    const Dialect *dialect = nullptr;
};

//! \brief Told what happens with signed-in sockets, on their I/O thread. Hands it on at once.
class SocketObserver
{
public:
    virtual ~SocketObserver() = default;

    virtual void connected(const SocketOwner &owner) = 0;
    virtual void disconnected(const SocketOwner &owner) = 0;

    //! The socket is in the room of \p conversation from now on.
    virtual void entered(const SocketOwner &owner, ConversationId conversation) = 0;

    //! Messages of \p conversation got to sockets whose dialects leave it to us to notice. What
    //! happens in one turn of the event loop is told at once, each user once.
    virtual void arrived(ConversationId conversation, const std::vector<Arrival> &arrivals) = 0;
};

} // namespace linnet
