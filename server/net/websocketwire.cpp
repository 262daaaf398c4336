// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/websocketwire.h"

#include "server/net/adaptersocket.h"

#include <QTimerEvent>
#include <QWebSocket>

#include <chrono>
#include <utility>

namespace linnet::net {

using namespace std::chrono_literals;

//! \brief The application's end. It may outlive the wire, and the wire it.
class WebSocketWire::Socket : public WebSocket
{
public:
    explicit Socket(WebSocketWire &wire)
        : m_wire(&wire)
    {}

    ~Socket() override
    {
        if (!m_wire)
            return;
        m_wire->m_socket = nullptr;
        m_wire->m_state = State::Closed;
        m_wire->m_outlet.abort();
    }

    void send(const Frame &frame) override
    {
        if (m_wire && m_wire->m_state == State::Open)
            m_wire->m_outlet.write(frame.bytes());
    }

    bool makeRoom(qint64 bytes, qint64 most) override
    {
        return !m_wire || m_wire->m_outlet.makeRoom(bytes, most);
    }

    void close(quint16 code, const QByteArray &reason) override
    {
        if (!m_wire || m_wire->m_state != State::Open)
            return;
        m_wire->m_state = State::Closing;
        m_wire->m_outlet.write(closeFrame(code, reason));
        m_deadline = startTimer(AnswerTime);
    }

    void abort() override
    {
        if (m_wire)
            m_wire->m_outlet.abort();
    }

    void ping() override
    {
        if (m_wire && m_wire->m_state == State::Open)
            m_wire->m_outlet.write(serverFrame(Opcode::Ping, {}));
    }

    std::chrono::steady_clock::time_point heardAt() const override
    {
        return m_wire ? m_wire->m_heardAt : std::chrono::steady_clock::time_point::min();
    }

    qint64 backlog() const override { return m_wire ? m_wire->m_outlet.backlog() : 0; }

    //! The last words to the application, which may delete this in answer.
    void end(quint16 code)
    {
        m_wire = nullptr;
        stopDeadline();
        emit closed(code);
    }

protected:
    void timerEvent(QTimerEvent *event) override
    {
        if (event->timerId() != m_deadline)
            return WebSocket::timerEvent(event);
        stopDeadline();
        m_wire->m_outlet.abort();
    }

private:
    void stopDeadline()
    {
        if (m_deadline)
            killTimer(std::exchange(m_deadline, 0));
    }

    static constexpr auto AnswerTime = 5s; //!< For the peer to answer a close frame.

    WebSocketWire *m_wire; //!< Null once the connection is over.
    int m_deadline = 0; //!< Timer; 0: none runs.
};

WebSocketWire::WebSocketWire(Outlet &outlet, WebSocketParser parser, BodyShare share,
                             QtSocket qtSocket, AdapterSocket &adapter)
    : m_outlet(outlet)
    , m_parser(std::move(parser))
    , m_share(std::move(share))
    , m_qtSocket(std::move(qtSocket))
    , m_adapter(adapter)
{
    auto *const announcer = m_qtSocket.get();
    QObject::connect(announcer, &QWebSocket::textMessageReceived, announcer, [this] { deliver(); });
    QObject::connect(announcer, &QWebSocket::binaryMessageReceived, announcer,
                     [this] { deliver(); });
}

WebSocketWire::~WebSocketWire()
{
    finish(CloseCode::Abnormal);
}

std::unique_ptr<WebSocket> WebSocketWire::takeSocket()
{
    auto socket = std::make_unique<Socket>(*this);
    m_socket = socket.get();
    return socket;
}

void WebSocketWire::received(QByteArrayView bytes)
{
    m_heardAt = std::chrono::steady_clock::now();
    while (m_state != State::Closed) {
        auto unit = m_parser.next(bytes);
        if (!unit)
            break;
        process(std::move(*unit));
    }
    if (m_state == State::Closed)
        return;
    if (const quint16 violation = m_parser.violation())
        return fail(violation);
    if (!m_share.resize(m_parser.unfinished()))
        fail(CloseCode::TryAgainLater);
}

void WebSocketWire::drained()
{
    if (m_socket && m_state == State::Open)
        emit m_socket->drained();
}

void WebSocketWire::disconnected()
{
    finish(CloseCode::Abnormal);
}

void WebSocketWire::process(WebSocketUnit unit)
{
    if (unit.opcode == Opcode::Close)
        return answerClose(unit);
    if (m_state != State::Open) // We have said goodbye: only the answer to it still counts.
        return;
    if (unit.opcode == Opcode::Ping)
        m_outlet.write(serverFrame(Opcode::Pong, unit.payload));
    else if (unit.opcode != Opcode::Pong)
        announce(std::move(unit));
}

void WebSocketWire::announce(WebSocketUnit message)
{
    const auto frame = clientFrame(message.opcode, message.payload);
    m_message = std::move(message);
    m_isAnnounced = false;
    m_adapter.feed(frame);
    if (!m_isAnnounced && m_state == State::Open)
        fail(CloseCode::InternalError);
}

//! QWebSocket says that the message is there. Its own copy is not used: it went through UTF-16,
//! which takes a byte order mark away.
void WebSocketWire::deliver()
{
    m_isAnnounced = true;
    const auto message = std::exchange(m_message, {});
    if (!m_socket)
        return;
    if (message.opcode == Opcode::Text)
        emit m_socket->textReceived(message.payload);
    else
        emit m_socket->binaryReceived(message.payload);
}

void WebSocketWire::answerClose(const WebSocketUnit &close)
{
    if (m_state == State::Open)
        m_outlet.write(closeFrame(close.closeCode));
    m_outlet.closeWhenSent();
    finish(close.closeCode);
}

//! The peer broke a rule, or exceeded a limit: says which, and does not wait for an answer.
void WebSocketWire::fail(quint16 code)
{
    if (m_state == State::Open)
        m_outlet.write(closeFrame(code));
    m_outlet.closeWhenSent();
    finish(code);
}

//! The connection is over as far as the application is concerned.
void WebSocketWire::finish(quint16 code)
{
    m_state = State::Closed;
    if (m_qtSocket)
        m_qtSocket->disconnect();
    m_qtSocket.reset();
    if (auto *const socket = std::exchange(m_socket, nullptr))
        socket->end(code);
}

} // namespace linnet::net
