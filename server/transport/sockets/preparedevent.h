// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"
#include "server/net/websocket.h"

#include <memory>
#include <mutex>

namespace linnet {

//! \brief One event, ready for every kind of socket: encoded once, shared by all who get it.
//!
//! Cheap to copy; safe from any thread.
class PreparedEvent
{
public:
    //! \param at when it happened, for its id in an event stream; 0: now.
    explicit PreparedEvent(const SocketEvent &event, Timestamp at = {});

    const QByteArray &name() const { return m_shared->event.name; }
    const QByteArray &json() const { return m_shared->event.json; }
    bool mayDrop() const { return m_shared->event.mayDrop; }
    Reach reach() const { return m_shared->event.reach; }

    //! \return the Engine.IO message of the Socket.IO event in the default namespace: 42["name",…].
    const QByteArray &socketIoMessage() const { return m_shared->socketIoMessage; }
    //! \return socketIoMessage() as a WebSocket frame.
    const net::Frame &socketIoFrame() const { return m_shared->socketIoFrame; }
    //! \return the event on a plain WebSocket, as a frame: {"event":"name","data":…}.
    const net::Frame &plainFrame() const;
    //! \return the event in an event stream: id, event and data lines. Its id is the time.
    const QByteArray &streamText() const;

private:
    struct Shared
    {
        Shared(const SocketEvent &event, Timestamp at);

        SocketEvent event;
        Timestamp at;
        QByteArray socketIoMessage;
        net::Frame socketIoFrame;
        std::once_flag plainOnce;
        std::optional<net::Frame> plainFrame;
        std::once_flag streamOnce;
        QByteArray streamText;
    };

    std::shared_ptr<Shared> m_shared;
};

} // namespace linnet
