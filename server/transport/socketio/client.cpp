// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/client.h"

#include "common/protocol/jsontext.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <algorithm>

namespace linnet::socketio {

using namespace Qt::StringLiterals;

using Type = Packet::Type;

namespace {

//! \brief The namespace a client asks for, and what it says of itself.
struct Wish
{
    QByteArray nameSpace;
    QByteArray auth;
};

//! \return the token in the query of \p request, which counts where its head has none: a place that
//! others may log. A script that has none yet writes one of its language's words for that.
QString tokenInQuery(const net::Request &request)
{
    if (request.headers.contains("authorization"))
        return {};
    const QString token =
        QUrlQuery(QString::fromUtf8(request.query)).queryItemValue(u"token"_s, QUrl::FullyDecoded);
    return token == u"undefined" || token == u"null" ? QString() : token;
}

//! Version 3 clients put parameters into the namespace's name, or into the query of the connection,
//! which is all that there is for the main one; later ones send an object.
Wish readWish(const Packet &packet, EngineVersion version, const net::Request &request)
{
    if (version == EngineVersion::V4)
        return {packet.nameSpace, packet.data.isEmpty() ? QByteArray("{}") : packet.data};
    QJsonObject auth;
    if (const QString token = tokenInQuery(request); !token.isEmpty())
        auth.insert(u"token"_s, token);
    const qsizetype mark = packet.nameSpace.indexOf('?');
    const QByteArray parameters = mark < 0 ? QByteArray() : packet.nameSpace.sliced(mark + 1);
    const QUrlQuery query(QString::fromUtf8(parameters));
    for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded))
        auth.insert(name, value);
    return {packet.nameSpace.first(mark < 0 ? packet.nameSpace.size() : mark),
            QJsonDocument(auth).toJson(QJsonDocument::Compact)};
}

} // namespace

Client::Client(const ServerRules &rules, EngineSession &session, DeadlineQueue &deadlines,
               std::shared_ptr<const net::Request> request)
    : m_rules(rules)
    , m_session(session)
    , m_deadlines(deadlines)
    , m_request(std::move(request))
{
    hesitate();
}

Client::~Client() = default;

void Client::opened()
{
    // Clients of version 2 take for granted that they are let into the main namespace.
    if (m_session.version() == EngineVersion::V3)
        connectTo({Type::Connect});
}

void Client::received(EnginePacket message)
{
    if (message.isBinary)
        receivedBinary(message.data);
    else
        receivedText(message.data);
}

void Client::upgraded(std::shared_ptr<const net::Request> request)
{
    const auto session = m_session.shared_from_this(); // A socket may end it.
    const auto sockets = m_sockets;
    for (const auto &[nameSpace, socket] : sockets)
        socket->upgraded(*request);
}

void Client::receivedText(const QByteArray &text)
{
    auto packet = parsePacket(text);
    if (!packet || m_incomplete)
        return m_session.close(CloseReason::ParseError);
    if (packet->attachments == 0)
        return dispatch(*packet, {});
    if (!find(packet->nameSpace)) // Nothing is kept for it.
        return m_session.close(CloseReason::ParseError);
    m_incomplete =
        std::make_unique<Incomplete>(Incomplete{std::move(*packet), {}, m_session.makeShare()});
    std::ignore = grow(text.size());
}

void Client::receivedBinary(const QByteArray &bytes)
{
    if (!m_incomplete)
        return m_session.close(CloseReason::ParseError);
    if (!grow(bytes.size()))
        return;
    m_incomplete->attachments.push_back(bytes);
    if (m_incomplete->attachments.size() < size_t(m_incomplete->packet.attachments))
        return;
    const auto complete = std::move(m_incomplete);
    dispatch(complete->packet, std::move(complete->attachments));
}

//! \return false if the message may not be longer by so many bytes, which ends the session.
bool Client::grow(qint64 bytes)
{
    m_incomplete->bytes += bytes;
    const bool isTooLong = m_incomplete->bytes > m_session.maxPayload(); // Attachments and all.
    if (!isTooLong && m_incomplete->share.resize(m_incomplete->bytes))
        return true;
    m_session.close(isTooLong ? CloseReason::ParseError : CloseReason::Overflow);
    return false;
}

void Client::dispatch(const Packet &packet, std::vector<QByteArray> attachments)
{
    const auto socket = find(packet.nameSpace);
    if (packet.type == Type::Connect)
        return socket ? socket->greet() : connectTo(packet);
    if (socket && packet.type == Type::Disconnect)
        return leave(packet.nameSpace, CloseReason::ClientDisconnect);
    if (socket && (packet.isEvent() || packet.isAck()))
        return socket->receive(packet, std::move(attachments));
    m_session.close(CloseReason::ParseError);
}

void Client::connectTo(const Packet &packet)
{
    Wish wish = readWish(packet, m_session.version(), *m_request);
    if (find(wish.nameSpace))
        return m_session.close(CloseReason::ParseError);
    const auto known = m_rules.nameSpaces.constFind(wish.nameSpace);
    if (known == m_rules.nameSpaces.constEnd())
        return refuse(wish.nameSpace, "Invalid namespace", {});
    Recovered recovered = recoveredFor(*known, wish.auth);
    Handshake handshake{m_request, std::move(wish.auth)};
    handshake.isRepeated = std::exchange(m_hasAsked, true);
    const auto socket = std::make_shared<Socket>(*this, wish.nameSpace, *known,
                                                 std::move(handshake), std::move(recovered));
    m_sockets.emplace_back(wish.nameSpace, socket);
    m_rules.connected(socket);
}

//! The client is in no namespace, and may not stay like that.
void Client::hesitate()
{
    m_connectTimeout = std::make_unique<Deadline>(
        m_deadlines, [this] { m_session.close(CloseReason::Unauthenticated); });
    m_connectTimeout->start(m_rules.connectTimeout());
}

void Client::accepted()
{
    m_connectTimeout.reset();
    m_session.letIn();
    m_request = m_sockets.front().second->handshake().request;
}

void Client::refuse(const QByteArray &nameSpace, const QByteArray &message, const QByteArray &data)
{
    QByteArray error = quoteJson(message); // Which is all that clients of version 2 expect.
    if (m_session.version() == EngineVersion::V4)
        error = R"({"message":)" + error + (data.isEmpty() ? "" : R"(,"data":)" + data) + '}';
    send({Type::ConnectError, nameSpace, {}, 0, error});
}

void Client::send(Packet packet, const std::vector<QByteArray> &attachments)
{
    packet.attachments = int(attachments.size());
    if (packet.attachments > 0)
        packet.type = packet.isAck() ? Type::BinaryAck : Type::BinaryEvent;
    const auto session = m_session.shared_from_this(); // Keeps this alive, if sending ends it.
    m_session.send({encode(packet)});
    for (const QByteArray &attachment : attachments)
        m_session.send({attachment, true});
}

void Client::leave(const QByteArray &nameSpace, CloseReason reason)
{
    const auto found = std::find_if(m_sockets.begin(), m_sockets.end(),
                                    [&](const auto &entry) { return entry.first == nameSpace; });
    if (found == m_sockets.end())
        return;
    const auto session = m_session.shared_from_this(); // Keeps this alive, should it end.
    const auto socket = std::move(found->second);
    m_sockets.erase(found);
    socket->ended(reason);
    if (isLetIn() || !session->isOpen())
        return;
    if (!m_connectTimeout) // Who was let in nowhere yet gets no more time.
        hesitate();
    session->letOut();
}

bool Client::isLetIn() const
{
    return std::any_of(m_sockets.begin(), m_sockets.end(),
                       [](const auto &entry) { return entry.second->isOpen(); });
}

bool Client::isBusy() const
{
    return std::any_of(m_sockets.begin(), m_sockets.end(),
                       [](const auto &entry) { return entry.second->isBusy(); });
}

void Client::closed(CloseReason reason)
{
    m_connectTimeout.reset();
    for (const auto &[nameSpace, socket] : std::exchange(m_sockets, {})) {
        if (const auto session = socket->session())
            m_rules.recovery->keep(session, reason);
        socket->ended(reason);
    }
}

Recovered Client::recoveredFor(const QByteArray &nameSpace, const QByteArray &auth) const
{
    if (!m_rules.recovery || m_session.version() == EngineVersion::V3)
        return {};
    return m_rules.recovery->open(nameSpace, auth);
}

std::shared_ptr<Socket> Client::find(const QByteArray &nameSpace) const
{
    for (const auto &[name, socket] : m_sockets) {
        if (name == nameSpace)
            return socket;
    }
    return nullptr;
}

} // namespace linnet::socketio
