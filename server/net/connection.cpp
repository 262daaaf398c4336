// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/connection.h"

#include "server/net/connectionpool.h"

#include <QScopedValueRollback>

#include <array>
#include <linux/sockios.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>

namespace linnet::net {

namespace {

constexpr std::chrono::milliseconds LingerMost = std::chrono::seconds(2);
constexpr quint32 DiscardMost = 64 << 20; // More than any body may be.
constexpr quint32 StillSent = 512 << 10; // While it lingers: of who is in the middle of an upload.
constexpr qint64 SentPerTurn = 1 << 20; // Then others have their turn.
constexpr size_t PiecesPerWrite = 16;

} // namespace

Connection::Connection(Link link, ConnectionPool &pool)
    : m_link(std::move(link))
    , m_pool(pool)
{}

Connection::~Connection()
{
    if (m_link.stream)
        m_pool.dispatcher().unwatch(m_link.stream->descriptor());
}

void Connection::start(std::unique_ptr<Wire> wire)
{
    m_wire = std::move(wire);
    m_stage = m_link.isReady ? Stage::Open : Stage::Handshake;
    if (!m_link.isReady)
        setOwnDue(limits().handshake);
    m_watched = EPOLLIN | EPOLLRDHUP;
    m_pool.dispatcher().watch(m_link.stream->descriptor(), m_watched, this);
}

void Connection::write(const QByteArray &bytes)
{
    if (m_stage != Stage::Open)
        return;
    if (!makeRoom(bytes.size(), limits().outputMost))
        abort();
    if (m_stage != Stage::Open)
        return;
    m_link.output.append(bytes);
    if (!m_isBusy && !(m_watched & EPOLLOUT))
        m_pool.flushLater(*this);
}

bool Connection::makeRoom(qint64 bytes, qint64 most)
{
    if (!m_link.output.load().hasRoomFor(bytes, most))
        push();
    return m_link.output.load().hasRoomFor(bytes, most);
}

//! Sends what the kernel takes, whoever asks for it: the wire, which is told later that it is gone.
void Connection::push()
{
    while (m_stage == Stage::Open && backlog() > 0 && offer()) {}
    if (!m_isBusy && m_stage == Stage::Open)
        m_pool.flushLater(*this);
}

void Connection::closeWhenSent()
{
    if (m_stage == Stage::Handshake)
        return abort(); // Nothing can be said before it is done.
    if (m_stage != Stage::Open)
        return;
    m_stage = Stage::Closing;
    clearDeadline();
    m_isPaused = false;
    if (!m_isBusy)
        m_pool.flushLater(*this);
}

void Connection::abort()
{
    if (m_stage == Stage::Dead)
        return;
    m_stage = Stage::Dead;
    if (m_link.stream)
        m_pool.dispatcher().unwatch(m_link.stream->descriptor());
    m_link.stream.reset();
    m_link.output = OutputQueue();
    m_pool.retire(*this);
}

Link Connection::release()
{
    m_pool.dispatcher().unwatch(m_link.stream->descriptor());
    Link link = std::move(m_link);
    m_link.stream.reset();
    m_link.peer = link.peer;
    m_link.limits = link.limits;
    m_link.output = OutputQueue();
    abort();
    return link;
}

void Connection::setDeadline(std::chrono::milliseconds most)
{
    m_wireDue = Clock::now() + most;
    m_pool.checkBy(m_wireDue);
}

void Connection::setOwnDue(std::chrono::milliseconds most)
{
    m_ownDue = Clock::now() + most;
    m_pool.checkBy(m_ownDue);
}

void Connection::resume()
{
    m_isPaused = false;
    m_isInputHeld = false;
    if (!m_isBusy && m_stage == Stage::Open)
        watchFor();
}

void Connection::become(std::unique_ptr<Wire> wire, QByteArrayView rest)
{
    m_pool.bury(std::exchange(m_wire, std::move(wire)));
    clearDeadline();
    resume();
    if (!rest.isEmpty() && m_stage == Stage::Open)
        m_wire->received(rest);
}

void Connection::ready(quint32 events)
{
    {
        const QScopedValueRollback busy(m_isBusy, true);
        goOn(events);
    }
    flush();
}

void Connection::goOn(quint32 events)
{
    if (events & EPOLLERR) {
        abort();
        return;
    }
    if (m_stage == Stage::Handshake)
        handshake();
    const bool mayRead = events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP)
        || (m_link.stream && m_link.stream->readWantsWrite());
    if (!mayRead)
        return;
    if (m_stage == Stage::Open && !m_isPaused)
        readOnce();
    else if (m_stage == Stage::Open)
        holdInput(events);
    else if (m_stage == Stage::Closing || m_stage == Stage::Lingering)
        discard();
}

void Connection::handshake()
{
    switch (m_link.stream->handshake()) {
    case Stream::Status::Done:
        m_link.isReady = true;
        m_stage = Stage::Open;
        m_ownDue = Clock::time_point::max();
        return;
    case Stream::Status::Again:
        return;
    case Stream::Status::Ended:
    case Stream::Status::Failed:
        abort();
        return;
    }
}

void Connection::readOnce()
{
    const std::span<char> buffer = m_pool.readBuffer();
    const Stream::Outcome outcome = m_link.stream->read(buffer);
    switch (outcome.status) {
    case Stream::Status::Done:
        m_wire->received(QByteArrayView(buffer.data(), outcome.bytes));
        return;
    case Stream::Status::Again:
        return;
    case Stream::Status::Ended:
        m_isLeaving = true;
        m_hasEnded = true;
        if (m_wire->peerFinished())
            m_isPaused = true; // What is still awaited is on the way out.
        else
            closeWhenSent();
        return;
    case Stream::Status::Failed:
        abort();
        return;
    }
}

//! Input while paused stays where it is. A peer that leaves is told of once.
void Connection::holdInput(quint32 events)
{
    // Over a Unix socket: then nobody is there to read an answer, and epoll says so again and
    // again, whatever it is asked for.
    if ((events & EPOLLHUP) && peer().uid) {
        abort();
        return;
    }
    m_isInputHeld = true;
    if (!(events & (EPOLLRDHUP | EPOLLHUP)) || std::exchange(m_isLeaving, true))
        return;
    if (!m_wire->peerFinished())
        closeWhenSent();
}

void Connection::discard()
{
    const Stream::Outcome outcome = m_link.stream->read(m_pool.readBuffer());
    if (outcome.status == Stream::Status::Again)
        return;
    m_discarded += quint32(outcome.bytes);
    if (outcome.status == Stream::Status::Ended)
        m_isLeaving = m_hasEnded = true;
    const bool isPointless = outcome.status == Stream::Status::Failed || m_discarded > DiscardMost;
    if (isPointless || (m_hasEnded && m_stage == Stage::Lingering))
        abort();
}

//! Sends what is queued, as far as that goes without waiting, and settles what to wait for.
void Connection::flush()
{
    isFlushPlanned = false;
    if (m_isBusy || m_stage == Stage::Dead)
        return;
    {
        const QScopedValueRollback busy(m_isBusy, true);
        const qint64 most = m_sent + SentPerTurn;
        while (m_link.isReady && m_sent < most && send()) {}
        if (backlog() == 0)
            tellDrained(); // What it has to say next is known to wait then.
        if (m_stage == Stage::Closing && backlog() == 0)
            linger();
    }
    if (m_stage == Stage::Dead)
        return;
    if (isSending() && m_ownDue == Clock::time_point::max()) {
        m_takenAtCheck = taken();
        setOwnDue(limits().stalledOutput);
    }
    watchFor();
}

//! \return whether it is worth going on.
bool Connection::send()
{
    return backlog() > 0 ? offer() : tellDrained();
}

//! \return whether the kernel took something.
bool Connection::offer()
{
    std::array<iovec, PiecesPerWrite> pieces;
    const size_t count = m_link.output.gather(pieces);
    const Stream::Outcome outcome = m_link.stream->write(std::span(pieces.data(), count));
    if (outcome.status == Stream::Status::Failed)
        abort();
    if (outcome.status != Stream::Status::Done)
        return false;
    m_sent += outcome.bytes;
    m_link.output.consume(outcome.bytes);
    if (backlog() == 0) {
        m_ownDue = Clock::time_point::max();
        m_owesDrained = true;
    }
    return true;
}

//! \return whether the wire was told, and may have more.
bool Connection::tellDrained()
{
    if (!std::exchange(m_owesDrained, false) || m_stage != Stage::Open)
        return false;
    m_ownDue = Clock::time_point::max();
    m_wire->drained();
    return true;
}

void Connection::linger()
{
    if (m_hasEnded) {
        abort();
        return;
    }
    m_stage = Stage::Lingering;
    m_link.stream->finish();
    setOwnDue(LingerMost);
}

//! While paused, input is noticed once and then left to the kernel: the peer feels its buffers
//! fill. Most pauses end before that, and cost no call.
bool Connection::wantsInput() const
{
    if (m_stage == Stage::Open)
        return !m_isPaused || !m_isInputHeld;
    return !m_hasEnded;
}

void Connection::watchFor()
{
    quint32 wanted = 0;
    if (wantsInput())
        wanted |= EPOLLIN;
    if (!m_isLeaving)
        wanted |= EPOLLRDHUP;
    if (isSending() || m_link.stream->readWantsWrite())
        wanted |= EPOLLOUT;
    if (wanted == m_watched)
        return;
    m_watched = wanted;
    m_pool.dispatcher().rewatch(m_link.stream->descriptor(), wanted);
}

void Connection::check(Clock::time_point now)
{
    if (now >= m_wireDue && m_stage == Stage::Open) {
        clearDeadline();
        m_wire->expired();
    }
    if (now < m_ownDue || m_stage == Stage::Dead)
        return;
    if (m_stage == Stage::Lingering) {
        const quint32 before = std::exchange(m_discardedAtCheck, m_discarded);
        if (m_discarded - before < StillSent)
            abort();
        else
            setOwnDue(LingerMost);
    } else if (m_stage == Stage::Handshake || !isPeerReading()) {
        abort();
    } else {
        setOwnDue(limits().stalledOutput);
    }
}

//! \return whether the peer takes bytes no slower than it would have to send them.
bool Connection::isPeerReading()
{
    const qint64 before = std::exchange(m_takenAtCheck, taken());
    const auto seconds = std::chrono::duration<double>(limits().stalledOutput).count();
    return double(m_takenAtCheck - before) >= limits().bodyRate * seconds;
}

//! Asks the kernel what was acknowledged: on a slow but honest line a socket becomes writable only
//! now and then.
qint64 Connection::taken() const
{
    int unacknowledged = 0;
    ioctl(m_link.stream->descriptor(), SIOCOUTQ, &unacknowledged);
    return m_sent - unacknowledged;
}

} // namespace linnet::net
