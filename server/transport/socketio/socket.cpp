// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/socket.h"

#include "common/core/random.h"
#include "common/protocol/jsontext.h"
#include "server/transport/socketio/client.h"
#include "server/transport/socketio/placeholders.h"

namespace linnet::socketio {

using Type = Packet::Type;

namespace {

constexpr size_t MostEarlyEvents = 64;

qint64 sizeOf(const Arguments &arguments)
{
    qint64 size = arguments.json.size();
    for (const QByteArray &attachment : arguments.attachments)
        size += attachment.size();
    return size;
}

} // namespace

Socket::Socket(Client &client, QByteArray wireName, QByteArray nameSpace, Handshake handshake,
               Recovered recovered)
    : m_client(&client)
    , m_recovered(std::move(recovered))
    , m_id(m_recovered.session ? m_recovered.session->id() : randomToken())
    , m_wireName(std::move(wireName))
    , m_nameSpace(std::move(nameSpace))
    , m_handshake(std::move(handshake))
{}

Socket::~Socket() = default;

qint64 Socket::backlog() const
{
    return m_client ? m_client->session().backlog() : 0;
}

SocketTransport Socket::transport() const
{
    const bool isPolling = m_client && m_client->session().isPolling();
    return isPolling ? SocketTransport::SocketIoPolling : SocketTransport::SocketIoWebSocket;
}

bool Socket::mayUpgrade() const
{
    return m_client && m_client->session().mayUpgrade();
}

void Socket::accept()
{
    if (!m_client || m_isAccepted)
        return;
    const auto self = shared_from_this();
    m_isAccepted = true;
    m_handshake.request = withoutBallast(*m_handshake.request);
    m_handshake.auth = "{}"; // It may be as long as a message.
    greet();
    if (!m_client) // It did not even take that.
        return;
    m_client->accepted();
    for (const Arguments &event : std::exchange(m_recovered.missed, {})) {
        if (m_client)
            m_client->send({Type::Event, m_wireName, {}, 0, event.json}, event.attachments);
    }
    for (auto &[packet, arguments] : std::exchange(m_early, {}))
        receiveEvent(packet, std::move(arguments));
}

void Socket::greet()
{
    if (isOpen())
        m_client->send({Type::Connect, m_wireName, {}, 0, greeting()});
}

QByteArray Socket::greeting() const
{
    if (m_client->session().version() == EngineVersion::V3)
        return {};
    const QByteArray sid = R"({"sid":")" + m_id;
    if (!m_recovered.session)
        return sid + R"("})";
    return sid + R"(","pid":")" + m_recovered.session->secret() + R"("})";
}

void Socket::refuse(const QByteArray &message, const QByteArray &data)
{
    if (!m_client || m_isAccepted)
        return;
    const auto self = shared_from_this();
    m_client->refuse(m_wireName, message, data);
    if (m_client)
        m_client->leave(m_wireName, CloseReason::ServerDisconnect);
}

void Socket::emitEvent(const PreparedEvent &event)
{
    if (!isOpen())
        return;
    if (m_recovered.session)
        return emitArguments({"[\"" + event.name() + "\"," + event.json() + ']'});
    EngineMessage message;
    message.mayDrop = event.mayDrop();
    if (m_wireName == "/") {
        message.data = event.socketIoMessage().sliced(1); // Without the Engine.IO type.
        message.frame = &event.socketIoFrame();
    } else {
        message.data = encode(
            {Type::Event, m_wireName, {}, 0, "[\"" + event.name() + "\"," + event.json() + ']'});
    }
    m_client->session().send(message);
}

void Socket::emitArguments(const Arguments &arguments, Acknowledged acknowledged)
{
    if (!isOpen())
        return;
    Packet packet{Type::Event, m_wireName, {}, 0, arguments.json};
    if (m_recovered.session && !acknowledged) // One that was never answered is not repeated.
        packet.data = m_recovered.session->stamped(arguments).json;
    if (acknowledged) {
        packet.id = ++m_lastAckId;
        m_acks.emplace(m_lastAckId, std::move(acknowledged));
    }
    m_client->send(std::move(packet), arguments.attachments);
}

void Socket::close(CloseReason reason)
{
    if (!m_client)
        return;
    const auto self = shared_from_this();
    if (reason != CloseReason::ServerDisconnect)
        return m_client->session().close(reason);
    m_client->send({Type::Disconnect, m_wireName});
    if (m_client)
        m_client->leave(m_wireName, reason);
}

void Socket::receive(const Packet &packet, std::vector<QByteArray> attachments)
{
    Arguments arguments{packet.data, std::move(attachments)};
    if (!arguments.attachments.empty()) {
        auto ordered = renumbered(arguments);
        if (!ordered)
            return close(CloseReason::ParseError);
        arguments = std::move(*ordered);
    }
    if (packet.isEvent())
        return receiveEvent(packet, std::move(arguments));
    const auto waiting = m_acks.extract(*packet.id);
    if (waiting) // What was never asked is not answered.
        waiting.mapped()(std::move(arguments));
}

void Socket::receiveEvent(const Packet &packet, Arguments arguments)
{
    if (!m_client)
        return;
    if (!m_isAccepted) {
        m_earlyBytes += sizeOf(arguments);
        if (m_early.size() == MostEarlyEvents || m_earlyBytes > m_client->session().maxPayload())
            return close(CloseReason::ParseError);
        m_early.emplace_back(packet, std::move(arguments));
        return;
    }
    const auto self = shared_from_this();
    const auto handler = m_event; // May be replaced while it runs.
    if (!handler)
        return;
    const QByteArrayView json = headOfJsonArray(arguments.json)->first;
    const QByteArray name = json.startsWith('"') ? unquoteJson(json) : json.toByteArray();
    (*handler)(name, *tail(arguments), ackFor(packet));
}

Ack Socket::ackFor(const Packet &packet)
{
    if (!packet.id)
        return {};
    return [weak = weak_from_this(), id = *packet.id,
            isDone = std::make_shared<bool>(false)](const Arguments &arguments) {
        const auto socket = weak.lock();
        if (socket && !std::exchange(*isDone, true))
            socket->sendAck(id, arguments);
    };
}

void Socket::sendAck(quint64 id, const Arguments &arguments)
{
    if (isOpen())
        m_client->send({Type::Ack, m_wireName, id, 0, arguments.json}, arguments.attachments);
}

std::shared_ptr<RecoverableSession> Socket::session() const
{
    return m_isAccepted ? m_recovered.session : nullptr;
}

void Socket::upgraded(const net::Request &request)
{
    const auto self = shared_from_this();
    const auto handler = m_upgraded; // May be replaced while it runs.
    if (m_client && handler)
        handler(request);
}

void Socket::ended(CloseReason reason)
{
    const auto self = shared_from_this();
    m_client = nullptr;
    m_early.clear();
    m_acks.clear();
    // Handlers may own this socket: without them, it goes when its owners do.
    m_event = nullptr;
    m_upgraded = nullptr;
    if (const auto closed = std::exchange(m_closed, nullptr))
        closed(reason);
}

} // namespace linnet::socketio
