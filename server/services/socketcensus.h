// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/opensockets.h"

#include <QCoroTask>

#include <vector>

namespace linnet {

//! \brief Knows which sockets are open on this node now. Blocks nobody: the threads that own the
//! sockets are asked, and answer when they get to it.
class SocketCensus
{
public:
    virtual ~SocketCensus() = default;

    //! \return the sockets of \p users, by session.
    virtual QCoro::Task<SessionSockets> countFor(std::vector<UserId> users) const = 0;
    //! \return all that there are.
    virtual QCoro::Task<OpenSockets> countAll() const = 0;
};

} // namespace linnet
