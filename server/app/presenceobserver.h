// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/gateway/socketgateway.h"

namespace linnet {

class PresenceService;

//! \brief Tells the presence service who comes and goes.
class PresenceObserver : public SocketObserver
{
public:
    //! \p presence outlives the observer.
    explicit PresenceObserver(PresenceService &presence)
        : m_presence(presence)
    {}

    void connected(UserId user, SessionId session) override;
    void disconnected(UserId user, SessionId session) override;

private:
    PresenceService &m_presence;
};

} // namespace linnet
