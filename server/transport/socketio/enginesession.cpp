// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/enginesession.h"

#include "server/transport/socketio/enginerequest.h"
#include "server/transport/socketio/engineupgrade.h"
#include "server/transport/sockets/lastwords.h"

namespace linnet::socketio {

using Type = EnginePacket::Type;

namespace {

//! What a packet costs in the queue beside its data.
constexpr qint64 PacketOverhead = 64;

//! A timer may be late by this much without the client getting more time.
constexpr auto Punctuality = std::chrono::milliseconds(10);

//! How long a poll may be on its way that the end of its session has overtaken. Browsers send a
//! POST at once, but look into their cache before a GET.
constexpr auto Overtaking = std::chrono::milliseconds(1000);

quint16 closeCode(CloseReason reason)
{
    switch (reason) {
    case CloseReason::ParseError:
        return 1002;
    case CloseReason::ShuttingDown:
        return 1001;
    case CloseReason::Overflow:
        return 1013; // Try again later.
    default:
        return 1000;
    }
}

} // namespace

EngineSession::EngineSession(const EngineSettings &settings, DeadlineQueue &deadlines,
                             QByteArray sid, PayloadFormat format,
                             std::chrono::milliseconds pingInterval)
    : m_settings(settings)
    , m_deadlines(deadlines)
    , m_sid(std::move(sid))
    , m_format(format)
    , m_pingInterval(pingInterval)
    , m_heartbeat(deadlines, [this] { heartbeat(); })
{
    heard();
}

EngineSession::~EngineSession()
{
    if (m_socket)
        m_socket->disconnect();
}

qint64 EngineSession::backlog() const
{
    return m_socket ? m_socket->backlog() : m_queued.bytes;
}

bool EngineSession::isBusy() const
{
    const bool isAwaited = m_listener && m_listener->isBusy();
    return isOpen() && (isAwaited || (isPolling() && !m_queue.empty()));
}

QByteArray EngineSession::openPacket() const
{
    const bool canUpgrade = !m_socket && m_settings.allowsWebSocket;
    return "{\"sid\":\"" + m_sid + "\",\"upgrades\":" + (canUpgrade ? "[\"websocket\"]" : "[]")
        + ",\"pingInterval\":" + QByteArray::number(m_pingInterval.count())
        + ",\"pingTimeout\":" + QByteArray::number(m_settings.pingTimeout.count())
        + ",\"maxPayload\":" + QByteArray::number(m_settings.maxPayload) + '}';
}

void EngineSession::letOut()
{
    if (m_place || !m_findPlace || !isPolling())
        return;
    m_place = m_findPlace();
    if (!m_place)
        close(CloseReason::ServerDisconnect);
}

void EngineSession::openOn(std::unique_ptr<net::WebSocket> socket)
{
    adopt(std::move(socket));
    sendPacket({Type::Open, openPacket()});
}

void EngineSession::openOn(net::Reply reply)
{
    answer(std::move(reply), {{Type::Open, openPacket()}});
}

void EngineSession::setListener(std::unique_ptr<Listener> listener)
{
    const auto self = shared_from_this();
    m_listener = std::move(listener);
    m_listener->opened();
}

void EngineSession::adopt(std::unique_ptr<net::WebSocket> socket)
{
    m_socket = std::move(socket);
    net::WebSocket *const sender = m_socket.get();
    QObject::connect(sender, &net::WebSocket::textReceived, sender,
                     [this](const QByteArray &text) { receiveFrame(decodeText(text)); });
    QObject::connect(
        sender, &net::WebSocket::binaryReceived, sender,
        [this](const QByteArray &bytes) { receiveFrame(decodeBinary(bytes, version())); });
    QObject::connect(sender, &net::WebSocket::closed, sender, [this] {
        m_socket.release()->deleteLater();
        close(CloseReason::TransportClose);
    });
}

void EngineSession::tryUpgrade(std::unique_ptr<net::WebSocket> socket,
                               std::shared_ptr<const net::Request> request)
{
    if (!isOpen() || m_socket || m_upgrade)
        return closeAndForget(std::move(socket), closeCode(CloseReason::TransportClose));
    EngineUpgrade::Outcome outcome;
    outcome.probed = [this] { flush(); };
    outcome.completed = [this, request](std::unique_ptr<net::WebSocket> tried) {
        moveTo(std::move(tried), request);
    };
    outcome.failed = [this] { m_upgrade.reset(); };
    m_upgrade = std::make_unique<EngineUpgrade>(std::move(socket), m_deadlines,
                                                m_settings.upgradeTimeout, std::move(outcome));
}

void EngineSession::moveTo(std::unique_ptr<net::WebSocket> socket,
                           std::shared_ptr<const net::Request> request)
{
    const auto self = shared_from_this();
    m_upgrade.reset();
    if (m_poll)
        answer(*std::exchange(m_poll, std::nullopt), {{Type::Noop}});
    adopt(std::move(socket));
    m_queued = {};
    for (EnginePacket &packet : std::exchange(m_queue, {}))
        sendPacket(std::move(packet));
    m_listener->upgraded(std::move(request));
}

void EngineSession::poll(net::Reply reply)
{
    const auto self = shared_from_this();
    if (m_socket)
        return reply.send(toResponse(EngineFault::BadRequest));
    if (m_poll || !reply.isWaiting()) { // Two polls at once, or one whose client has gone.
        reply.send(toResponse(EngineFault::BadRequest));
        return close(CloseReason::TransportError);
    }
    m_poll = std::move(reply);
    flush();
    pollAborted(); // It may have been on its way here.
}

void EngineSession::pollAborted()
{
    if (m_poll && m_poll->isLeaving())
        close(CloseReason::TransportError);
}

bool EngineSession::postBegan()
{
    if (!std::exchange(m_isPosting, true))
        return true;
    close(CloseReason::TransportError);
    return false;
}

bool EngineSession::post(const EnginePayload &payload)
{
    const auto self = shared_from_this();
    m_isPosting = false;
    if (!isOpen() || m_socket)
        return false;
    auto packets = decodePayload(payload, version(), m_settings.maxPackets);
    if (!packets) {
        close(CloseReason::ParseError);
        return false;
    }
    m_isReadingPost = true;
    for (EnginePacket &packet : *packets) {
        if (isOpen())
            receive(std::move(packet));
    }
    m_isReadingPost = false;
    flush();
    return true;
}

void EngineSession::receiveFrame(std::optional<EnginePacket> packet)
{
    const auto self = shared_from_this();
    if (!isOpen())
        return;
    if (packet)
        receive(std::move(*packet));
    else
        close(CloseReason::ParseError);
}

void EngineSession::receive(EnginePacket packet)
{
    const bool isClientPinging = version() == EngineVersion::V3;
    switch (packet.type) {
    case Type::Message:
        if (isClientPinging)
            heard();
        return m_listener->received(std::move(packet));
    case Type::Ping:
        if (!isClientPinging)
            return close(CloseReason::ParseError);
        heard();
        if (makeRoomFor(packet.data.size()))
            sendPacket({Type::Pong, std::move(packet.data)});
        return;
    case Type::Pong:
        return isClientPinging ? close(CloseReason::ParseError) : heard();
    case Type::Close:
        m_hasLeft = true;
        return close(CloseReason::TransportClose);
    case Type::Noop:
        return;
    case Type::Open:
    case Type::Upgrade:
        return close(CloseReason::ParseError);
    }
}

void EngineSession::send(const EngineMessage &message)
{
    const auto self = shared_from_this(); // What overflows may be the last to go.
    const qint64 bytes = message.data.size();
    const bool mustDrop = message.mayDrop && !hasRoomFor(bytes, m_settings.dropAbove);
    if (!isOpen() || mustDrop || !makeRoomFor(bytes))
        return;
    if (m_socket && message.frame)
        return m_socket->send(*message.frame);
    sendPacket({Type::Message, message.data, message.isBinary});
}

bool EngineSession::hasRoomFor(qint64 bytes, qint64 most)
{
    return m_socket ? m_socket->makeRoom(bytes, most) : m_queued.hasRoomFor(bytes, most);
}

//! \return false if a client that does not keep up cannot be sent so many bytes more, which ends
//! it.
bool EngineSession::makeRoomFor(qint64 bytes)
{
    if (!hasRoomFor(bytes, m_settings.closeAbove))
        close(CloseReason::Overflow);
    return isOpen();
}

void EngineSession::sendPacket(EnginePacket packet)
{
    if (m_socket) {
        m_socket->send(packet.isBinary ? net::Frame::binary(encodeBinary(packet.data, version()))
                                       : net::Frame::text(encodeText(packet)));
        return;
    }
    m_queued.add(packet.data.size() + PacketOverhead);
    m_queue.push_back(std::move(packet));
    flush();
}

void EngineSession::flush()
{
    if (!m_poll || m_isReadingPost)
        return;
    if (m_queue.empty()) {
        // The client must not be left in a poll while it wants to leave polling.
        if (m_upgrade && m_upgrade->isProbed())
            answer(*std::exchange(m_poll, std::nullopt), {{Type::Noop}});
        return;
    }
    m_queued = {};
    answer(*std::exchange(m_poll, std::nullopt), std::exchange(m_queue, {}));
    if (m_state == State::Lingering)
        forget();
}

void EngineSession::answer(net::Reply poll, const std::vector<EnginePacket> &packets)
{
    EnginePayload payload = encodePayload(packets, m_format);
    net::Response response;
    response.headers.add("content-type",
                         payload.isBinary ? "application/octet-stream"
                                          : "text/plain; charset=UTF-8");
    response.headers.add("cache-control", "no-store");
    response.body = std::move(payload.body);
    poll.send(std::move(response));
}

void EngineSession::heard()
{
    m_awaitsPong = false;
    const auto patience =
        version() == EngineVersion::V3 ? m_settings.pingTimeout : std::chrono::milliseconds::zero();
    m_heartbeat.start(m_pingInterval + patience);
}

void EngineSession::heartbeat()
{
    const auto self = shared_from_this();
    if (m_state == State::Lingering)
        return forget();
    if (m_awaitsPong || version() == EngineVersion::V3)
        return close(CloseReason::PingTimeout);
    m_awaitsPong = true;
    const auto now = DeadlineQueue::now();
    const bool isPunctual = now - m_heartbeat.when() < Punctuality;
    m_heartbeat.startAt((isPunctual ? m_heartbeat.when() : now) + m_settings.pingTimeout);
    sendPacket({Type::Ping});
}

void EngineSession::close(CloseReason reason)
{
    if (!isOpen())
        return;
    const auto self = shared_from_this();
    m_state = State::Closed;
    m_heartbeat.stop();
    closeTransport(reason);
    if (m_state == State::Closed)
        forget();
    if (m_listener)
        m_listener->closed(reason);
}

void EngineSession::closeTransport(CloseReason reason)
{
    m_upgrade.reset();
    if (m_socket)
        return closeAndForget(std::move(m_socket), closeCode(reason), toText(reason));
    if (m_hasLeft)
        m_queue.assign(1, {Type::Noop});
    else
        m_queue.push_back({Type::Close});
    const bool hasLastWords = m_queue.size() > 1 && reason == CloseReason::ServerDisconnect;
    if (m_poll) {
        m_isReadingPost = false;
        flush();
    } else if (hasLastWords || m_hasLeft) {
        m_state = State::Lingering;
        m_heartbeat.start(m_hasLeft ? Overtaking : m_settings.pingTimeout);
    }
}

void EngineSession::forget()
{
    m_state = State::Closed;
    if (const auto forgotten = std::exchange(m_forgotten, nullptr))
        forgotten(*this);
}

} // namespace linnet::socketio
