// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/bodyshare.h"
#include "server/net/websocket.h"
#include "server/net/websocketparser.h"
#include "server/net/wire.h"

#include <QObject>

#include <memory>

class QWebSocket;

namespace linnet::net {

class AdapterSocket;

//! \brief The WebSocket protocol on one connection, from the handshake's end on.
//!
//! A client's bytes are judged and assembled here; QWebSocket is given whole messages only, as one
//! canonical frame each, and announces them. Pings and the closing handshake are answered here, and
//! what is sent goes straight to the outlet.
class WebSocketWire : public Wire
{
public:
    struct LaterDeleter
    {
        void operator()(QObject *object) const { object->deleteLater(); }
    };
    //! Deleted later, because a QWebSocket does not survive that inside its own signals.
    using QtSocket = std::unique_ptr<QWebSocket, LaterDeleter>;

    //! \p share is what a message takes that is not whole yet. \p adapter is what \p qtSocket reads
    //! from, and belongs to it.
    WebSocketWire(Outlet &outlet, WebSocketParser parser, BodyShare share, QtSocket qtSocket,
                  AdapterSocket &adapter);
    ~WebSocketWire() override;

    //! \return the application's end. To be called once, before anything else.
    std::unique_ptr<WebSocket> takeSocket();

    void received(QByteArrayView bytes) override;
    void drained() override;
    void disconnected() override;

private:
    class Socket;
    enum class State { Open, Closing, Closed };

    void process(WebSocketUnit unit);
    void announce(WebSocketUnit message);
    void deliver();
    void answerClose(const WebSocketUnit &close);
    void fail(quint16 code);
    void finish(quint16 code);

    Outlet &m_outlet;
    WebSocketParser m_parser;
    BodyShare m_share;
    QtSocket m_qtSocket;
    AdapterSocket &m_adapter;
    Socket *m_socket = nullptr; //!< The application's end; null once it was told, or is gone.
    WebSocketUnit m_message; //!< What QWebSocket is to announce.
    std::chrono::steady_clock::time_point m_heardAt = std::chrono::steady_clock::now();
    bool m_isAnnounced = true;
    State m_state = State::Open;
};

} // namespace linnet::net
