// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/ws/wssocket.h"

#include "common/core/random.h"
#include "common/protocol/jsontext.h"
#include "server/transport/sockets/lastwords.h"

#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr size_t MostEarlyMessages = 64;

quint16 closeCode(CloseReason reason)
{
    switch (reason) {
    case CloseReason::Unauthenticated:
        return closecode::Unauthenticated;
    case CloseReason::Overflow:
        return closecode::Resync;
    case CloseReason::ParseError:
        return 1008; // Policy violation: well-formed, but not this protocol.
    case CloseReason::ShuttingDown:
        return 1001;
    default:
        return 1000;
    }
}

//! \return {"token":…} if the request that opened the connection names one.
QByteArray authOf(const net::Request &request)
{
    const QByteArray authorization = request.headers.value("authorization");
    QByteArray token;
    if (authorization.toLower().startsWith("bearer "))
        token = authorization.sliced(7).trimmed();
    if (token.isEmpty())
        token = QUrlQuery(QString::fromUtf8(request.query))
                    .queryItemValue(u"token"_s, QUrl::FullyDecoded)
                    .toUtf8();
    return token.isEmpty() ? QByteArray() : R"({"token":)" + quoteJson(token) + '}';
}

} // namespace

WsSocket::WsSocket(const WsSettings &settings, DeadlineQueue &deadlines,
                   std::unique_ptr<net::WebSocket> socket,
                   std::shared_ptr<const net::Request> request)
    : m_settings(settings)
    , m_id(randomToken())
    , m_socket(std::move(socket))
    , m_handshake{std::move(request)}
    , m_deadline(deadlines, [this] { expired(); })
{}

WsSocket::~WsSocket()
{
    if (m_socket)
        m_socket->disconnect();
}

const QByteArray &WsSocket::nameSpace() const
{
    static const QByteArray only = "/";
    return only;
}

void WsSocket::start(std::function<void()> over)
{
    const auto self = shared_from_this();
    m_over = std::move(over);
    net::WebSocket *const sender = m_socket.get();
    QObject::connect(sender, &net::WebSocket::textReceived, sender,
                     [this](const QByteArray &text) { received(text); });
    QObject::connect(sender, &net::WebSocket::binaryReceived, sender,
                     [this] { close(CloseReason::ParseError); });
    QObject::connect(sender, &net::WebSocket::closed, sender, [this] {
        m_socket.release()->deleteLater();
        end(CloseReason::TransportClose);
    });
    m_deadline.start(m_settings.identification);
    const QByteArray auth = authOf(*m_handshake.request);
    if (!auth.isEmpty())
        identify(auth);
}

void WsSocket::received(const QByteArray &text)
{
    const auto self = shared_from_this();
    const auto message = parseWsMessage(text);
    if (!message)
        return close(CloseReason::ParseError);
    const bool identifies = message->event == "auth";
    if (m_state == State::Silent)
        return identifies ? identify(message->data) : close(CloseReason::Unauthenticated);
    if (m_state == State::Accepted)
        return receive(*message);
    m_earlyBytes += text.size();
    if (m_early.size() == MostEarlyMessages || m_earlyBytes > m_settings.mostEarly)
        return close(CloseReason::ParseError);
    m_early.push_back(*message);
}

void WsSocket::identify(const QByteArray &auth)
{
    if (!auth.startsWith('{'))
        return close(CloseReason::ParseError);
    m_state = State::Waiting;
    m_handshake.auth = auth;
    m_settings.connected(shared_from_this());
}

void WsSocket::accept()
{
    if (!m_socket || m_state != State::Waiting)
        return;
    const auto self = shared_from_this();
    m_state = State::Accepted;
    m_handshake.request = withoutBallast(*m_handshake.request);
    m_handshake.auth = "{}"; // It may be as long as a message.
    m_deadline.start(m_settings.pings(m_handshake.request->peer.listener).interval);
    send(net::Frame::text(encode({{}, "ready", R"({"sid":")" + m_id + R"("})"})));
    for (const WsMessage &message : std::exchange(m_early, {})) {
        if (m_socket)
            receive(message);
    }
}

void WsSocket::refuse(const QByteArray &message, const QByteArray &data)
{
    if (!m_socket || m_state != State::Waiting)
        return;
    const auto self = shared_from_this();
    const QByteArray extra = data.isEmpty() ? QByteArray() : R"(,"data":)" + data;
    send(net::Frame::text(
        encode({{}, "refused", R"({"message":)" + quoteJson(message) + extra + '}'})));
    close(CloseReason::Unauthenticated);
}

void WsSocket::receive(const WsMessage &message)
{
    if (!message.event.isEmpty())
        return receiveEvent(message);
    const auto waiting = m_acks.extract(message.id);
    if (waiting) // What was never asked is not answered.
        waiting.mapped()({'[' + message.data + ']', {}});
}

void WsSocket::receiveEvent(const WsMessage &message)
{
    const auto handler = m_event; // May be replaced while it runs.
    if (handler)
        (*handler)(message.event, {'[' + message.data + ']', {}}, ackFor(message.id));
}

Ack WsSocket::ackFor(const QByteArray &id)
{
    if (id.isEmpty())
        return {};
    return [weak = weak_from_this(), id,
            isDone = std::make_shared<bool>(false)](const Arguments &arguments) {
        const auto socket = weak.lock();
        if (socket && socket->isOpen() && !std::exchange(*isDone, true))
            socket->answer(id, arguments);
    };
}

void WsSocket::answer(const QByteArray &id, const Arguments &arguments)
{
    const auto values = arguments.values();
    WsMessage message{id};
    if (!values.empty())
        message.data = values.front().toByteArray();
    message.isError = arguments.isError;
    send(net::Frame::text(encode(message)));
}

void WsSocket::emitEvent(const PreparedEvent &event)
{
    if (!isOpen())
        return;
    const net::Frame &frame = event.plainFrame();
    if (!event.mayDrop() || m_socket->makeRoom(frame.bytes().size(), m_settings.dropAbove))
        send(frame);
}

void WsSocket::emitArguments(const Arguments &arguments, Acknowledged acknowledged)
{
    const auto values = arguments.values();
    if (!isOpen() || values.empty())
        return;
    WsMessage message{{}, unquoteJson(values[0])};
    if (values.size() > 1)
        message.data = values[1].toByteArray();
    if (acknowledged) {
        message.id = QByteArray::number(++m_lastId);
        m_acks.emplace(message.id, std::move(acknowledged));
    }
    send(net::Frame::text(encode(message)));
}

void WsSocket::send(const net::Frame &frame)
{
    if (!m_socket->makeRoom(frame.bytes().size(), m_settings.closeAbove))
        return close(CloseReason::Overflow);
    m_socket->send(frame);
}

void WsSocket::expired()
{
    if (m_state == State::Accepted)
        heartbeat();
    else
        close(CloseReason::Unauthenticated);
}

//! Only who has been silent is asked, and anything that comes then is an answer. Where output waits
//! the question may, too: whether the client takes that is its connection's to judge.
void WsSocket::heartbeat()
{
    const auto pings = m_settings.pings(m_handshake.request->peer.listener);
    const auto now = DeadlineQueue::now();
    const auto heardAt = m_socket->heardAt();
    const bool isAwaited = heardAt < m_pingedAt;
    if (isAwaited && now >= m_pingedAt + pings.patience && backlog() == 0)
        return close(CloseReason::PingTimeout);
    if (!isAwaited && now < heardAt + pings.interval)
        return m_deadline.startAt(heardAt + pings.interval);
    if (!isAwaited) {
        m_pingedAt = now;
        m_socket->ping();
    }
    const auto nextLook = now + pings.interval;
    const auto patience = m_pingedAt + pings.patience;
    m_deadline.startAt(now < patience ? std::min(nextLook, patience) : nextLook);
}

void WsSocket::close(CloseReason reason)
{
    if (!m_socket)
        return;
    closeAndForget(std::move(m_socket), closeCode(reason), toText(reason));
    end(reason);
}

void WsSocket::end(CloseReason reason)
{
    const auto self = shared_from_this();
    m_deadline.stop();
    m_acks.clear();
    m_early.clear();
    m_event = nullptr; // Handlers may own this socket.
    if (const auto closed = std::exchange(m_closed, nullptr))
        closed(reason);
    if (const auto over = std::exchange(m_over, nullptr))
        over();
}

} // namespace linnet
