// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/websocket.h"
#include "server/transport/sockets/deadline.h"

#include <memory>

namespace linnet::socketio {

//! \brief A WebSocket that a polling session may move to, until the client has tried it.
class EngineUpgrade
{
public:
    //! \brief What becomes of it; each ends the upgrade, but probed().
    struct Outcome
    {
        std::function<void()> probed;
        std::function<void(std::unique_ptr<net::WebSocket>)> completed;
        std::function<void()> failed;
    };

    EngineUpgrade(std::unique_ptr<net::WebSocket> socket, DeadlineQueue &deadlines,
                  std::chrono::milliseconds timeout, Outcome outcome);
    ~EngineUpgrade();
    Q_DISABLE_COPY_MOVE(EngineUpgrade)

    bool isProbed() const { return m_isProbed; }

private:
    void received(const QByteArray &text);
    void fail();

    std::unique_ptr<net::WebSocket> m_socket;
    Outcome m_outcome;
    Deadline m_timeout;
    bool m_isProbed = false;
};

} // namespace linnet::socketio
