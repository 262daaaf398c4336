// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/waitingroom.h"

#include <QPointer>
#include <QTimer>

#include <vector>

namespace linnet::socketio {

namespace {

//! \brief A WebSocket that waits, and what it says meanwhile.
class Seat : public QObject
{
public:
    Seat(QObject *room, std::unique_ptr<net::WebSocket> socket)
        : QObject(room)
        , m_socket(std::move(socket))
    {
        net::WebSocket *const sender = m_socket.get();
        connect(sender, &net::WebSocket::textReceived, this,
                [this](const QByteArray &text) { m_said.emplace_back(text, false); });
        connect(sender, &net::WebSocket::binaryReceived, this,
                [this](const QByteArray &bytes) { m_said.emplace_back(bytes, true); });
        connect(sender, &net::WebSocket::closed, this, [this] {
            m_socket.release()->deleteLater();
            deleteLater();
        });
    }

    //! \p turn begins the session.
    void leave(net::Request request, const WaitingRoom::SocketTurn &turn)
    {
        deleteLater();
        if (!m_socket) // Hung up in this very moment.
            return;
        const QPointer socket = m_socket.get();
        socket->disconnect(this);
        turn(std::move(request), std::move(m_socket));
        for (const auto &[message, isBinary] : m_said) {
            if (!socket)
                return;
            if (isBinary)
                emit socket->binaryReceived(message);
            else
                emit socket->textReceived(message);
        }
    }

private:
    std::unique_ptr<net::WebSocket> m_socket;
    std::vector<std::pair<QByteArray, bool>> m_said;
};

} // namespace

void WaitingRoom::seat(net::Request request, net::Reply reply, PollingTurn turn)
{
    if (m_delay.count() == 0)
        return turn(std::move(request), std::move(reply));
    const auto waiting = std::make_shared<net::Reply>(std::move(reply));
    QTimer::singleShot(m_delay, Qt::PreciseTimer, &m_seats,
                       [request = std::move(request), waiting, turn = std::move(turn)] {
                           if (waiting->isWaiting())
                               turn(request, std::move(*waiting));
                       });
}

void WaitingRoom::seat(net::Request request, std::unique_ptr<net::WebSocket> socket,
                       SocketTurn turn)
{
    if (m_delay.count() == 0)
        return turn(std::move(request), std::move(socket));
    auto *const seat = new Seat(&m_seats, std::move(socket));
    QTimer::singleShot(m_delay, Qt::PreciseTimer, seat,
                       [seat, request = std::move(request), turn = std::move(turn)] {
                           seat->leave(request, turn);
                       });
}

} // namespace linnet::socketio
