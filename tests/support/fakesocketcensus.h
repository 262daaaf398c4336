// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/socketcensus.h"

namespace linnet::test {

//! \brief Knows of the sockets that are put here.
struct FakeSocketCensus : SocketCensus
{
    QCoro::Task<SessionSockets> countFor(std::vector<UserId> users) const override
    {
        asked = std::move(users);
        co_return sessions;
    }
    QCoro::Task<OpenSockets> countAll() const override
    {
        OpenSockets all;
        for (const auto &[session, sockets] : sessions)
            all += sockets;
        co_return all;
    }

    SessionSockets sessions;
    mutable std::vector<UserId> asked = {}; //!< For whom it was asked last.
};

} // namespace linnet::test
