// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sse/ssesocket.h"

#include "common/core/random.h"
#include "common/protocol/jsontext.h"

#include <QJsonObject>
#include <QRandomGenerator>
#include <QUrlQuery>

#include <utility>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

//! Browsers cannot set a header on an EventSource.
QByteArray authOf(const net::Request &request)
{
    const QByteArray token = QUrlQuery(QString::fromUtf8(request.query))
                                 .queryItemValue(u"token"_s, QUrl::FullyDecoded)
                                 .toUtf8();
    return token.isEmpty() ? QByteArray("{}") : R"({"token":)" + quoteJson(token) + '}';
}

//! \return the time that the id of the last event is.
std::optional<Timestamp> lastHeard(const net::Request &request)
{
    bool isNumber = false;
    const qint64 id = request.headers.value("last-event-id").toLongLong(&isNumber);
    if (!isNumber || id <= 0)
        return std::nullopt;
    return Timestamp(std::chrono::milliseconds(id));
}

int statusOf(const QString &code)
{
    if (code == u"forbidden"_s)
        return 403;
    const bool isTooMuch = code == u"too_many_sockets"_s || code == u"rate_limited"_s;
    return isTooMuch ? 429 : 401;
}

//! \return the head of a refusal for what \p data says, if it says something.
net::Response refusal(const QByteArray &data)
{
    const auto parsed = parseJson(data);
    const QJsonObject said = parsed ? parsed->toObject() : QJsonObject();
    net::Response response;
    response.status = statusOf(said["code"_L1].toString());
    response.headers.add("content-type", "application/json");
    if (const qint64 seconds = said["retryAfter"_L1].toInteger(); seconds > 0)
        response.headers.add("retry-after", QByteArray::number(seconds));
    return response;
}

//! \return \p text without its first line, the id: whoever hears it is no further than before.
QByteArray withoutId(const QByteArray &text)
{
    return text.sliced(text.indexOf('\n') + 1);
}

//! \return what tells a client that is sent away when to come back. Browsers all do after the same
//! few seconds, unless each is told another time.
QByteArray comeBackLater()
{
    constexpr int Least = 1'000;
    constexpr int Most = 10'000;
    const int time = QRandomGenerator::global()->bounded(Least, Most);
    return "retry: " + QByteArray::number(time) + "\n\n";
}

//! \return the head of a stream.
net::Response beginning()
{
    net::Response response;
    response.headers.add("content-type", "text/event-stream");
    response.headers.add("cache-control", "no-store");
    response.headers.add("x-accel-buffering", "no"); // nginx would wait for the end.
    return response;
}

} // namespace

SseSocket::SseSocket(const SseSettings &settings, DeadlineQueue &deadlines,
                     std::shared_ptr<const net::Request> request, net::Reply reply)
    : m_settings(settings)
    , m_id(randomToken())
    , m_reply(std::move(reply))
    , m_handshake{.request = request,
                  .auth = authOf(*request),
                  .dialect = settings.dialect,
                  .since = lastHeard(*request),
                  .isRepeated = true} // Streams follow one another on a connection.
    , m_breath(deadlines, [this] { breathe(); })
{}

void SseSocket::start(std::function<void()> over)
{
    const auto self = shared_from_this();
    m_over = std::move(over);
    m_reply.onAbort([weak = weak_from_this()] {
        const auto socket = weak.lock();
        if (socket && !socket->m_reply.isWaiting())
            socket->end(CloseReason::TransportClose);
    });
    m_settings.connected(self);
}

const QByteArray &SseSocket::nameSpace() const
{
    static const QByteArray only = "/";
    return only;
}

void SseSocket::accept()
{
    if (m_state != State::Waiting)
        return;
    m_state = State::Open;
    m_handshake.request = withoutBallast(*m_handshake.request);
    net::Response response = beginning();
    response.source = EventStream::makeSource(m_stream, [weak = weak_from_this()] {
        if (const auto socket = weak.lock())
            socket->end(CloseReason::TransportClose);
    });
    send(m_settings.greeting);
    std::exchange(m_reply, net::Reply()).send(std::move(response));
    m_breath.start(m_settings.breath);
}

void SseSocket::refuse(const QByteArray &message, const QByteArray &data)
{
    if (m_state != State::Waiting)
        return;
    net::Response response = refusal(data);
    response.body = "{\"success\":false,\"message\":" + quoteJson(message) + '}';
    std::exchange(m_reply, net::Reply()).send(std::move(response));
    end(CloseReason::ServerDisconnect);
}

void SseSocket::emitEvent(const PreparedEvent &event)
{
    if (m_state != State::Open)
        return;
    if (m_settings.form == SseSettings::Form::Named)
        return send(isCatchingUp() ? withoutId(event.streamText()) : event.streamText());
    send("data: " + event.json() + "\n\n"); // Compact JSON has no line breaks.
}

void SseSocket::emitArguments(const Arguments &, Acknowledged) {}

void SseSocket::close(CloseReason reason)
{
    if (reason == CloseReason::ShuttingDown)
        sendAway();
    end(reason);
}

//! An EventSource that is answered with anything but a stream, however short, never asks again.
void SseSocket::sendAway()
{
    if (m_state != State::Waiting)
        return m_stream->write(comeBackLater());
    net::Response response = beginning();
    response.body = comeBackLater();
    std::exchange(m_reply, net::Reply()).send(std::move(response));
}

void SseSocket::send(const QByteArray &bytes)
{
    if (!m_stream->load().hasRoomFor(bytes.size(), m_settings.mostBacklog))
        return end(CloseReason::Overflow);
    m_stream->write(bytes);
}

void SseSocket::breathe()
{
    const auto self = shared_from_this(); // Who does not listen may go with it.
    send(":\n\n"); // A comment.
    if (m_state == State::Open)
        m_breath.start(m_settings.breath);
}

void SseSocket::end(CloseReason reason)
{
    if (m_state == State::Over)
        return;
    const auto self = shared_from_this();
    m_state = State::Over;
    m_breath.stop();
    m_stream->forget();
    m_stream->finish();
    if (const auto closed = std::exchange(m_closed, {}))
        closed(reason);
    if (const auto over = std::exchange(m_over, {}))
        over();
}

} // namespace linnet
