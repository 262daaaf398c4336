// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/httpwire.h"

#include "server/net/bytessource.h"
#include "server/net/httpexchange.h"
#include "server/net/httpresponse.h"
#include "server/net/websockethandshake.h"

#include <QScopedValueRollback>

namespace linnet::net {

namespace {

constexpr qsizetype JoinMost = 16 << 10; // Bodies up to this are copied behind their head.
constexpr int MostHops = 3;

} // namespace

HttpWire::HttpWire(Connection &connection, const HttpContext &context)
    : m_connection(connection)
    , m_context(context)
{
    m_connection.setDeadline(m_connection.limits().head);
}

HttpWire::~HttpWire() = default;

void HttpWire::received(QByteArrayView bytes)
{
    if (m_state == State::Body && m_input.isEmpty()) // The usual way of a large body: not copied.
        bodyTaken(m_exchange->reader().take(bytes));
    if (m_state == State::Done || bytes.isEmpty())
        return;
    m_input.append(bytes);
    advance();
}

//! Goes through what was read as far as possible. Not recursive, however many requests there are.
void HttpWire::advance()
{
    if (m_isAdvancing)
        return;
    const QScopedValueRollback guard(m_isAdvancing, true);
    while (m_taken < m_input.size() && m_connection.isOpen() && step()) {}
    if (m_taken == m_input.size())
        m_input = QByteArray();
    else
        m_input.remove(0, m_taken);
    m_taken = 0;
}

//! \return whether there may be more to do.
bool HttpWire::step()
{
    if (m_state == State::Body) {
        QByteArrayView rest = QByteArrayView(m_input).sliced(m_taken);
        const auto outcome = m_exchange->reader().take(rest);
        m_taken = m_input.size() - rest.size();
        bodyTaken(outcome);
        return true;
    }
    if (m_state != State::Head)
        return false;
    if (m_connection.backlog() > m_connection.limits().outputHigh) {
        // A client that asks and asks but does not read: drained() goes on.
        m_connection.pause();
        return false;
    }
    return takeHead();
}

bool HttpWire::takeHead()
{
    const Limits &limits = m_connection.limits();
    const QByteArrayView view = QByteArrayView(m_input).sliced(m_taken);
    if (const auto fault = m_scanner.scan(view, limits)) {
        refuse(*fault);
        return false;
    }
    if (!m_scanner.isComplete()) {
        if (!std::exchange(m_hasBegun, true))
            m_connection.setDeadline(limits.head);
        return false;
    }
    const QByteArrayView block = view.first(m_scanner.end()).sliced(m_scanner.begin());
    m_exchange = std::make_unique<HttpExchange>();
    const auto fault = parseHttpHead(block, limits, m_exchange->head);
    m_taken += m_scanner.end();
    m_scanner = HeadScanner();
    m_hasBegun = false;
    m_exchange->isHead = m_exchange->head.request.method == "HEAD";
    if (fault)
        refuse(*fault);
    else
        begin();
    return true;
}

void HttpWire::begin()
{
    HttpHead &head = m_exchange->head;
    m_exchange->keepsAlive = head.keepsAlive;
    head.request.peer = m_connection.peer();
    if (handshake::isRequested(head.request))
        beginUpgrade();
    else if (head.hasBody())
        planBody();
    else
        dispatch();
}

void HttpWire::planBody()
{
    const HttpHead &head = m_exchange->head;
    BodyPlan plan = m_context.application.planBody(head.request);
    if (plan.refusal) {
        refuse(std::move(*plan.refusal));
        return;
    }
    if (head.contentLength > plan.limit) {
        refuse(plan.tooLarge, bodyTooLarge());
        return;
    }
    // RFC 9110, 10.1.1: who has begun to send the body does not wait for this.
    if (head.expectsContinue && m_taken == m_input.size())
        m_connection.write("HTTP/1.1 100 Continue\r\n\r\n");
    m_exchange->body.emplace(head.contentLength, std::move(plan), m_connection.place());
    m_state = State::Body;
    m_connection.setDeadline(m_connection.limits().bodyWindow);
}

void HttpWire::bodyTaken(BodyReader::Outcome outcome)
{
    switch (outcome) {
    case BodyReader::Outcome::NeedsMore:
        break;
    case BodyReader::Outcome::Finished:
        dispatch();
        break;
    case BodyReader::Outcome::TooLarge:
        refuse(m_exchange->reader().plan().tooLarge, bodyTooLarge());
        break;
    case BodyReader::Outcome::NoRoom:
        refuse(m_exchange->reader().plan().noRoom, noRoomForBody());
        break;
    case BodyReader::Outcome::Malformed:
        refuse({400, "bad_request", "The chunked body is malformed."});
        break;
    case BodyReader::Outcome::Refused:
        refuse(m_exchange->reader().takeRefusal());
        break;
    }
}

void HttpWire::dispatch()
{
    m_state = State::Handling;
    m_connection.clearDeadline();
    m_connection.pause();
    const auto slot = std::make_shared<ReplySlot>(
        *Mailbox::current(), [this](Response response) { answer(std::move(response)); });
    m_exchange->slot = slot;
    Request request = std::move(m_exchange->head.request);
    if (m_exchange->body) {
        request.body = m_exchange->reader().takeBody();
        request.sink = m_exchange->reader().takeSink();
    }
    if (request.sink)
        m_context.application.handle(std::move(request), Reply(slot));
    else
        m_context.requests.dispatch(std::move(request), Reply(slot));
    if (m_isPeerLeaving)
        slot->peerFinished();
}

void HttpWire::beginUpgrade()
{
    const HttpHead &head = m_exchange->head;
    if (head.hasBody() || head.isVersion10)
        refuse({400, "bad_handshake", "A WebSocket handshake is HTTP/1.1 and has no body."});
    else if (auto refusal = handshake::refusal(head.request))
        refuseByItself(std::move(*refusal));
    else
        upgrade();
}

void HttpWire::upgrade()
{
    Request &request = m_exchange->head.request;
    m_connection.clearDeadline();
    UpgradePlan plan = m_context.application.planUpgrade(request);
    if (plan.refusal) {
        refuse(std::move(*plan.refusal));
    } else if (plan.thread == UpgradePlan::ThisThread || plan.thread == m_context.thread) {
        open(plan);
    } else if (m_hops == MostHops) {
        refuse({503, "unavailable", "The socket has no place at the moment."});
    } else {
        m_state = State::Done;
        m_context.move(
            plan.thread,
            {m_connection.release(), std::move(request), m_input.mid(m_taken), m_hops + 1});
    }
}

void HttpWire::takeOver(Move move)
{
    m_hops = quint8(move.hops);
    m_input = std::move(move.rest);
    m_exchange = std::make_unique<HttpExchange>();
    m_exchange->head.request = std::move(move.request);
    upgrade();
}

void HttpWire::open(const UpgradePlan &plan)
{
    Request &request = m_exchange->head.request;
    auto opened = m_context.webSockets.open(m_connection, request, plan, m_connection.place());
    if (!opened) {
        refuse({400, "bad_request", "The WebSocket handshake is not valid."});
        return;
    }
    m_state = State::Done;
    const QByteArray rest = m_input.mid(m_taken);
    m_context.application.opened(std::move(opened->socket), std::move(request));
    m_connection.become(std::move(opened->wire), rest);
}

void HttpWire::refuse(const HttpFault &fault)
{
    refuseByItself(toResponse(fault));
}

void HttpWire::refuse(const BodyPlan::Words &words, const HttpFault &otherwise)
{
    if (words)
        refuse(words(m_exchange->head.request));
    else
        refuse(otherwise);
}

void HttpWire::refuseByItself(Response response)
{
    if (!m_exchange)
        m_exchange = std::make_unique<HttpExchange>();
    Request &request = m_exchange->head.request;
    request.peer = m_connection.peer();
    m_context.application.completeRefusal(response, request);
    refuse(std::move(response));
}

//! Answers before the request was whole, so that the connection cannot be used any more.
void HttpWire::refuse(Response response)
{
    m_connection.clearDeadline();
    response.closes = true;
    answer(std::move(response));
}

void HttpWire::answer(Response response)
{
    HttpExchange &exchange = *m_exchange;
    const bool isLong = response.body.size() > m_connection.limits().outputHigh;
    if (isLong && !response.source && !exchange.isHead)
        sendInPieces(response, m_context.longAnswers, m_connection.place());
    const qint64 length = response.source ? response.source->size() : response.body.size();
    exchange.isChunked = length == BodySource::Untold && !exchange.head.isVersion10;
    exchange.keepsAlive &= !response.closes && !m_isLast && (length >= 0 || exchange.isChunked);

    const ResponseFraming framing = exchange.framing(length);
    QByteArray head =
        responseHead(response.status, response.headers, *m_context.defaultHeaders, framing);
    if (exchange.isHead || isBodiless(response.status)) {
        m_connection.write(head);
    } else if (response.source) {
        m_connection.write(head);
        exchange.output.emplace(std::move(response.source), framing);
        m_state = State::Streaming;
        exchange.writer().onReady([this] { pump(); });
        pump();
        if (m_isPeerLeaving && length == BodySource::Endless)
            m_connection.closeWhenSent(); // As peerFinished() would have it.
        return;
    } else if (response.body.size() <= JoinMost) {
        m_connection.write(head.append(response.body));
    } else {
        m_connection.write(head);
        m_connection.write(response.body);
    }
    finishExchange();
}

void HttpWire::pump()
{
    switch (m_exchange->writer().write(m_connection, m_connection.limits().outputHigh)) {
    case BodyWriter::Outcome::Waiting:
        break;
    case BodyWriter::Outcome::Finished:
        finishExchange();
        break;
    case BodyWriter::Outcome::Broken:
        m_connection.abort(); // The only way left to say that the answer is not whole.
        break;
    }
}

void HttpWire::finishExchange()
{
    const bool closes = !m_exchange->keepsAlive || m_isLast;
    if (m_exchange->slot)
        m_exchange->slot->close();
    m_exchange.reset();
    if (closes) {
        close();
        return;
    }
    m_state = State::Head;
    m_connection.setDeadline(m_connection.limits().keepAlive);
    m_connection.resume();
    advance();
}

void HttpWire::close()
{
    m_state = State::Done;
    m_input = QByteArray();
    m_taken = 0;
    m_connection.closeWhenSent();
}

void HttpWire::drained()
{
    if (m_state == State::Streaming) {
        pump();
    } else if (m_state == State::Head) {
        m_connection.resume();
        advance();
    }
}

bool HttpWire::peerFinished()
{
    m_isPeerLeaving = true;
    if (m_state == State::Handling) {
        // Who only half-closed still gets the answer; who has work to save is told.
        const auto slot = m_exchange->slot;
        slot->peerFinished();
        return true;
    }
    if (m_state == State::Streaming)
        return !m_exchange->writer().isEndless(); // Nobody waits for the end of that.
    // In a head, the rest of the requests may be waiting for the output to drain.
    return m_state == State::Head && m_connection.backlog() > 0;
}

void HttpWire::disconnected()
{
    m_isLast = true;
    if (m_exchange && m_exchange->slot) {
        const auto slot = m_exchange->slot;
        slot->abort();
        slot->close();
    }
}

void HttpWire::expired()
{
    if (m_state == State::Head && !m_hasBegun) {
        close();
    } else if (m_state == State::Head) {
        refuse({408, "request_timeout", "The request did not arrive in time."});
    } else if (m_state == State::Body) {
        judgeBodyRate();
    }
}

void HttpWire::judgeBodyRate()
{
    const Limits &limits = m_connection.limits();
    const qint64 received = m_exchange->reader().received();
    const auto seconds = std::chrono::duration<double>(limits.bodyWindow).count();
    if (double(received - m_exchange->windowStart) < limits.bodyRate * seconds) {
        refuse({408, "request_timeout", "The body arrives too slowly."});
        return;
    }
    m_exchange->windowStart = received;
    m_connection.setDeadline(limits.bodyWindow);
}

void HttpWire::goingDown()
{
    m_isLast = true;
    if (m_state == State::Head && !m_hasBegun)
        close();
}

} // namespace linnet::net
