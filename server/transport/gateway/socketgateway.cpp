// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gateway/socketgateway.h"

#include "common/protocol/jsontext.h"
#include "server/services/identity/accesstoken.h"
#include "server/transport/http/requestaddress.h"
#include "server/transport/http/requestorigin.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>

#include <exception>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "linnet.socket")

constexpr auto Mismatch = "user_mismatch"_L1;
constexpr auto Unproven = "user_unproven"_L1;

Error mismatch()
{
    return {Error::Kind::Unauthenticated, Mismatch, u"The token is of another user."_s};
}

Error unproven()
{
    return {Error::Kind::Unauthenticated, Unproven, u"Authentication required"_s};
}

void acknowledge(const Ack &ack, const Dialect &dialect, const Result<Answer> &answer)
{
    if (!ack)
        return;
    const JsonText text =
        answer ? answer->body.text() : toJsonText(dialect.errorAcknowledgement(answer.error()));
    Arguments arguments;
    arguments.json = '[' + text.utf8 + ']';
    arguments.isError = !answer;
    ack(arguments);
}

// Events carry one object, or what stands for one of its fields; anything else has none of the
// fields an endpoint asks for.
Result<QJsonObject> paramsOf(const Arguments &arguments, QLatin1String bareArgument)
{
    const auto parts = headOfJsonArray(arguments.json);
    if (!parts)
        return QJsonObject();
    const auto first = parseCheckedJson(parts->first);
    if (!first) // Half a character, for instance, where a client cut a text.
        return first.error();
    if (!first->isObject() && !bareArgument.isEmpty())
        return QJsonObject{{bareArgument, *first}};
    return first->toObject();
}

Error unknownEvent(const QByteArray &name)
{
    return {Error::Kind::NotFound, "unknown_event"_L1,
            u"There is no event %1."_s.arg(QString::fromUtf8(name.left(64)))};
}

Error goingDown()
{
    return {Error::Kind::Unavailable, "unavailable"_L1,
            u"The server is going down. Try again in a moment."_s};
}

} // namespace

void SocketGateway::welcome(const std::shared_ptr<ClientSocket> &socket)
{
    if (socket->handshake().request->peer.uid)
        return admit(socket, {.identity = {}, .token = {}, .dialect = wordsFor(*socket).name()});
    HandshakeClaims claims = readClaims(socket->handshake());
    claims.cookies = cookiesOf(*socket->handshake().request);
    const auto proof = prove(claims);
    if (proof)
        return admit(socket, *proof);
    const bool isSought = proof.error().code == Unproven && takesNames(*socket);
    const bool isCharged = isSought || socket->handshake().isRepeated;
    if (const auto may = isCharged ? charge(*socket, {}) : Result<>(); !may)
        return refuse(*socket, may.error());
    if (!isSought)
        return refuse(*socket, asIfUnnamed(proof.error()));
    const auto named = std::make_shared<Named>(Named{socket, claims.user.value_or(UserId())});
    socket->onClosed([named](CloseReason) { named->naming = Naming::Over; });
    socket->onUpgraded([this, named](const net::Request &request) { upgraded(*named, request); });
    seek(named, addressOf(*socket));
}

//! A client that is given a proof has to be whom it names. What a browser sends by itself may be of
//! several clients on one host: any of it that fits will do.
Result<SocketGateway::Proof> SocketGateway::prove(const HandshakeClaims &claims) const
{
    const auto fits = [&claims](const Identity &identity) {
        return claims.user.value_or(identity.user) == identity.user;
    };
    if (!claims.token.isEmpty()) {
        const auto identity = m_context.gate.identify(claims.token);
        if (!identity)
            return identity.error();
        return fits(*identity) ? Result<Proof>(Proof{*identity, claims.token, claims.dialect})
                               : mismatch();
    }
    Error failure = claims.user ? unproven() : m_context.gate.identify({}).error();
    for (const QByteArray &cookie : claims.cookies) {
        const auto identity = m_context.gate.identify(cookie);
        if (identity && fits(*identity))
            return Proof{*identity, cookie, claims.dialect};
        if (identity)
            failure = mismatch();
        else if (!claims.user)
            failure = identity.error();
    }
    return failure;
}

QCoro::Task<> SocketGateway::seek(std::shared_ptr<Named> named, QHostAddress address)
{
    try {
        const auto identity = co_await m_context.recent.find(named->user, address);
        if (named->naming == Naming::Sought)
            settle(*named, identity);
    } catch (const std::exception &exception) {
        qCWarning(log) << "a socket's user could not be looked for:" << exception.what();
    }
}

void SocketGateway::settle(Named &named, const std::optional<Identity> &identity)
{
    const auto socket = named.socket.lock();
    if (!socket)
        return;
    if (identity) {
        ++m_context.named.admitted;
        qCWarning(log) << "a socket named user" << named.user.value()
                       << "and proved nothing: taken for session" << identity->session.value()
                       << "of" << addressOf(*socket).toString();
        named.naming = Naming::Admitted;
        return admit(socket, {*identity, {}});
    }
    if (!socket->mayUpgrade())
        return refuseNamed(named, unproven());
    named.naming = Naming::Unknown; // Until it upgrades, or hesitates for too long.
}

//! Browsers send the cookies of a page's host with the upgrade, also where they kept them from the
//! requests before.
void SocketGateway::upgraded(Named &named, const net::Request &request)
{
    const auto socket = named.socket.lock();
    if (!socket || named.naming == Naming::Over)
        return;
    const auto proof = prove({{}, cookiesOf(request), named.user});
    const bool isAnother = !proof && proof.error().code == Mismatch;
    if (named.naming == Naming::Admitted) {
        if (!isAnother)
            return;
        ++m_context.named.dropped;
        qCWarning(log) << "a socket that named user" << named.user.value() << "is of another";
        return socket->close(CloseReason::ServerDisconnect);
    }
    if (proof) {
        named.naming = Naming::Over;
        return admit(socket, *proof);
    }
    if (isAnother || named.naming == Naming::Unknown)
        refuseNamed(named, proof.error());
}

void SocketGateway::refuseNamed(Named &named, const Error &error)
{
    ++m_context.named.refused;
    if (const auto times = m_refusals.due())
        qCWarning(log) << "sockets that named a user and proved nothing:" << *times
                       << "refused, now one for user" << named.user.value();
    named.naming = Naming::Over;
    if (const auto socket = named.socket.lock())
        refuse(*socket, asIfUnnamed(error));
}

Error SocketGateway::asIfUnnamed(const Error &error) const
{
    return error.code == Unproven ? m_context.gate.identify({}).error() : error;
}

void SocketGateway::refuse(ClientSocket &socket, const Error &error) const
{
    QJsonObject data{{u"code"_s, error.code}};
    if (error.retryAfter > std::chrono::seconds::zero())
        data.insert(u"retryAfter"_s, qint64(error.retryAfter.count()));
    socket.refuse(wordsFor(socket).connectError(error).toUtf8(),
                  QJsonDocument(data).toJson(QJsonDocument::Compact));
}

//! \return whether whom a client names may be worth something: where it has come in, and if it is
//! no page that anybody may have made.
bool SocketGateway::takesNames(const ClientSocket &socket) const
{
    if (!m_context.rules->cors.acceptsNamesFrom(*socket.handshake().request))
        return false;
    const QByteArray &name = socket.handshake().dialect;
    if (name.isEmpty()) // It gets that of the session it is taken for, which is of such a family.
        return true;
    const Dialect *const dialect = m_context.table.findDialect(QString::fromLatin1(name));
    return dialect && dialect->socketProof() == SocketProof::NamedUser;
}

QHostAddress SocketGateway::addressOf(const ClientSocket &socket) const
{
    return requestAddress(*socket.handshake().request, m_context.rules->proxies);
}

//! Browsers send them with the sockets of any page, and nobody asks that page first.
std::vector<QByteArray> SocketGateway::cookiesOf(const net::Request &request) const
{
    if (!m_context.rules->cors.acceptsCookiesFrom(request))
        return {};
    return cookieTokens(request.headers);
}

//! Nobody knows yet whose client it is: only what the way in is for, whose its tokens say that they
//! are, though they are no good, and where it came in.
const Dialect &SocketGateway::wordsFor(const ClientSocket &socket) const
{
    const Handshake &handshake = socket.handshake();
    if (const Dialect *const asked =
            m_context.table.findDialect(QString::fromLatin1(handshake.dialect)))
        return *asked;
    const auto &dialects = m_context.rules->dialects;
    const auto served = dialects.find(handshake.request->peer.listener);
    const QStringList names = served == dialects.end() ? QStringList() : served->second;
    HandshakeClaims claims = readClaims(handshake);
    claims.cookies.insert(claims.cookies.begin(), claims.token);
    for (const QByteArray &token : claims.cookies) {
        const QString name = claimedDialect(token);
        const Dialect *const dialect = m_context.table.findDialect(name);
        if (dialect && (names.isEmpty() || names.contains(name)))
            return *dialect;
    }
    const Dialect *const first =
        names.isEmpty() ? nullptr : m_context.table.findDialect(names.front());
    return first ? *first : m_context.defaultDialect;
}

//! Where a client came in decides first, then what it asks for, then how it signed in.
const Dialect &SocketGateway::dialectFor(const ClientSocket &socket, const Proof &proof) const
{
    QString name = QString::fromLatin1(socket.handshake().dialect);
    if (name.isEmpty())
        name = proof.dialect.isEmpty() ? proof.identity.dialect : proof.dialect;
    const Dialect *const dialect = m_context.table.findDialect(name);
    return dialect ? *dialect : m_context.defaultDialect;
}

QString SocketGateway::originOf(const ClientSocket &socket, const Dialect &dialect) const
{
    if (!dialect.showsUrls())
        return {};
    return requestOrigin(*socket.handshake().request, m_context.rules->publicUrl,
                         m_context.rules->proxies);
}

bool SocketGateway::holds(const Proof &proof) const
{
    if (proof.identity.user.isNull())
        return true; // The operator, who has no session that could end.
    return proof.token.isEmpty() ? m_context.recent.isLive(proof.identity)
                                 : bool(m_context.gate.identify(proof.token));
}

Result<> SocketGateway::charge(const ClientSocket &socket, const Identity &identity) const
{
    return m_context.gate.charge(callerOf(socket, identity), Cost::Read);
}

void SocketGateway::admit(const std::shared_ptr<ClientSocket> &socket, const Proof &proof)
{
    const Identity &identity = proof.identity;
    // Coming once with a connection is free, so that all may come back after a restart. Coming and
    // going on it is told to others and looked up each time, as what is asked for is.
    const bool isCharged = socket->handshake().isRepeated;
    if (const auto may = isCharged ? charge(*socket, identity) : Result<>(); !may)
        return refuse(*socket, may.error());
    if (m_hub.socketCount(identity.user, identity.session) >= m_context.rules->socketsPerSession)
        return refuse(*socket,
                      {Error::Kind::RateLimited, "too_many_sockets"_L1,
                       u"This session has too many connections open."_s});
    const Dialect &dialect = dialectFor(*socket, proof);
    if (const auto may = m_context.gate.admitTo(dialect, callerOf(*socket, identity)); !may)
        return refuse(*socket, may.error());
    const Subscriber subscriber{
        socket, {identity.user, identity.session, &dialect}, originOf(*socket, dialect)};
    serve(socket, subscriber, identity);
    m_hub.add(subscriber);
    // Had the session ended after it was looked at and before the hub knew the socket, nobody would
    // close it. From here on somebody does.
    if (!holds(proof)) {
        m_hub.remove(identity.user, socket.get());
        socket->onClosed({});
        return refuse(*socket, m_context.gate.identify(proof.token).error());
    }
    m_context.observer.connected(subscriber.owner);
    socket->accept();
    const auto since = socket->handshake().since;
    if (since && m_context.replay && dialect.socketAccess() == Access::User)
        m_context.replay(socket, subscriber.owner, *since);
}

void SocketGateway::serve(const std::shared_ptr<ClientSocket> &socket, const Subscriber &subscriber,
                          const Identity &identity)
{
    const Dialect *const dialect = subscriber.owner.dialect;
    const Caller caller = callerOf(*socket, identity);
    noteCaller(caller.address, identity);
    socket->onClosed([this, raw = socket.get(), owner = subscriber.owner, identity,
                      address = caller.address](CloseReason) {
        m_hub.remove(owner.user, raw);
        noteCaller(address, identity); // It may come back by its user's name.
        m_context.observer.disconnected(owner);
    });
    socket->onEvent([this, dialect, caller, raw = std::weak_ptr(socket)](
                        const QByteArray &name, const Arguments &arguments, const Ack &ack) {
        // Its session may have ended after a wire had read what is told.
        if (const auto open = raw.lock(); open && open->isOpen())
            receive(open, *dialect, caller, {name, arguments, ack});
    });
}

void SocketGateway::noteCaller(const QHostAddress &address, const Identity &identity) const
{
    if (!identity.user.isNull())
        m_context.recent.note(address, identity);
}

Caller SocketGateway::callerOf(const ClientSocket &socket, const Identity &identity) const
{
    const net::Headers &headers = socket.handshake().request->headers;
    return {.user = identity.user,
            .session = identity.session,
            .device = identity.device,
            .phone = identity.phone,
            .dialect = identity.dialect,
            .address = addressOf(socket),
            .userAgent = QString::fromUtf8(headers.value("user-agent")),
            .operatorUid = socket.handshake().request->peer.uid};
}

void SocketGateway::receive(const std::shared_ptr<ClientSocket> &socket, const Dialect &dialect,
                            const Caller &caller, const Received &event)
{
    const EndpointRow *const row = m_context.table.findEvent(&dialect, event.name);
    if (!row)
        return acknowledge(event.ack, dialect, unknownEvent(event.name));
    if (m_isGoingDown)
        return acknowledge(event.ack, dialect, goingDown());
    auto params = paramsOf(event.arguments, row->endpoint.bareArgument);
    if (!params)
        return acknowledge(event.ack, dialect, params.error());
    socket->beginRequest();
    const quint64 number = ++m_requests;
    Call call{.caller = caller,
              .params = std::move(*params),
              .file = {},
              .requestId = socket->id() + '-' + QByteArray::number(number),
              .channel = socket->id()};
    m_context.dispatcher.start(*row, std::move(call),
                               [this, &dialect, number, ack = event.ack, user = caller.user,
                                asker = std::weak_ptr(socket)](const Result<Answer> &answer) {
                                   const auto open = asker.lock();
                                   if (open)
                                       open->endRequest();
                                   if (answer && answer->room && open && open->isOpen())
                                       m_hub.move(user, open.get(), *answer->room, number);
                                   acknowledge(ack, dialect, answer);
                               });
}

} // namespace linnet
