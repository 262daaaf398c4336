// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gateway/socketgateway.h"

#include "common/protocol/jsontext.h"
#include "server/transport/gate/clientaddress.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView BearerPrefix = "Bearer ";

// In the payload of the handshake, or in the header that programs other than browsers can send.
QByteArray tokenOf(const Handshake &handshake)
{
    const auto payload = parseJson(handshake.auth);
    const QString token = payload ? payload->toObject()[u"token"_s].toString() : QString();
    if (!token.isEmpty())
        return token.toUtf8();
    const QByteArray header = handshake.request->headers.value("authorization");
    return header.startsWith(BearerPrefix) ? header.sliced(BearerPrefix.size()) : QByteArray();
}

QByteArray jsonOf(const QJsonValue &value)
{
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    const QByteArray inArray = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return inArray.sliced(1, inArray.size() - 2);
}

void acknowledge(const Ack &ack, const Dialect &dialect, const Result<Answer> &answer)
{
    if (!ack)
        return;
    const QJsonValue value = answer ? answer->body : dialect.errorAcknowledgement(answer.error());
    Arguments arguments;
    arguments.json = '[' + jsonOf(value) + ']';
    arguments.isError = !answer;
    ack(arguments);
}

// Events carry one object, or what stands for one of its fields; anything else has none of the
// fields an endpoint asks for.
QJsonObject paramsOf(const Arguments &arguments, QLatin1String bareArgument)
{
    const auto values = arguments.values();
    if (values.empty())
        return {};
    const auto first = parseJson(values.front());
    if (first && !first->isObject() && !bareArgument.isEmpty())
        return {{bareArgument, *first}};
    return first ? first->toObject() : QJsonObject();
}

Error unknownEvent(const QByteArray &name)
{
    return {Error::Kind::NotFound, "unknown_event"_L1,
            u"There is no event %1."_s.arg(QString::fromUtf8(name.left(64)))};
}

} // namespace

void SocketGateway::welcome(const std::shared_ptr<ClientSocket> &socket)
{
    const auto identity = m_context.gate.identify(tokenOf(socket->handshake()));
    if (!identity)
        return refuse(*socket, identity.error());
    const int open = m_hub.socketCount(identity->user, identity->session);
    if (open >= m_context.maxSocketsPerSession)
        return refuse(*socket,
                      {Error::Kind::RateLimited, "too_many_sockets"_L1,
                       u"This session has too many connections open."_s});
    admit(socket, *identity);
}

void SocketGateway::refuse(ClientSocket &socket, const Error &error) const
{
    const QJsonObject data{{u"code"_s, error.code}};
    socket.refuse(m_context.defaultDialect.connectError(error).toUtf8(),
                  QJsonDocument(data).toJson(QJsonDocument::Compact));
}

void SocketGateway::admit(const std::shared_ptr<ClientSocket> &socket, const Identity &identity)
{
    const net::Request &request = *socket->handshake().request;
    const Caller caller{.user = identity.user,
                        .session = identity.session,
                        .device = identity.device,
                        .phone = identity.phone,
                        .dialect = identity.dialect,
                        .address = clientAddress(request.peer.address,
                                                 request.headers.value("x-forwarded-for"),
                                                 m_context.trustedProxies),
                        .userAgent = QString::fromUtf8(request.headers.value("user-agent"))};
    const Dialect *const own = m_context.table.findDialect(identity.dialect);
    const Subscriber subscriber{
        socket, {identity.user, identity.session, own ? own : &m_context.defaultDialect}};
    serve(socket, subscriber, caller);
    m_hub.add(subscriber);
    // Had the session ended after it was looked at and before the hub knew the socket, nobody would
    // close it. From here on somebody does.
    const auto stillValid = m_context.gate.identify(tokenOf(socket->handshake()));
    if (!stillValid) {
        m_hub.remove(identity.user, socket.get());
        socket->onClosed({});
        return refuse(*socket, stillValid.error());
    }
    m_context.observer.connected(subscriber.owner);
    socket->accept();
}

void SocketGateway::serve(const std::shared_ptr<ClientSocket> &socket, const Subscriber &subscriber,
                          const Caller &caller)
{
    const Dialect *const dialect = subscriber.owner.dialect;
    socket->onClosed([this, raw = socket.get(), owner = subscriber.owner](CloseReason) {
        m_hub.remove(owner.user, raw);
        m_context.observer.disconnected(owner);
    });
    socket->onEvent([this, dialect, caller, raw = std::weak_ptr(socket)](
                        const QByteArray &name, const Arguments &arguments, const Ack &ack) {
        if (const auto open = raw.lock())
            receive(open, *dialect, caller, {name, arguments, ack});
    });
}

void SocketGateway::receive(const std::shared_ptr<ClientSocket> &socket, const Dialect &dialect,
                            const Caller &caller, const Received &event)
{
    const EndpointRow *const row = m_context.table.findEvent(&dialect, event.name);
    if (!row)
        return acknowledge(event.ack, dialect, unknownEvent(event.name));
    const quint64 number = ++m_requests;
    Call call{.caller = caller,
              .params = paramsOf(event.arguments, row->endpoint.bareArgument),
              .file = {},
              .requestId = socket->id() + '-' + QByteArray::number(number),
              .channel = socket->id()};
    m_context.dispatcher.start(*row, std::move(call),
                               [this, &dialect, number, ack = event.ack, user = caller.user,
                                asker = std::weak_ptr(socket)](const Result<Answer> &answer) {
                                   const auto open = asker.lock();
                                   if (answer && answer->room && open && open->isOpen())
                                       m_hub.move(user, open.get(), *answer->room, number);
                                   acknowledge(ack, dialect, answer);
                               });
}

} // namespace linnet
