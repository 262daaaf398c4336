// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/connectionbudget.h"
#include "server/net/eventdispatcher.h"
#include "server/net/outputqueue.h"
#include "server/net/settings.h"
#include "server/net/stream.h"
#include "server/net/wire.h"

#include <chrono>

namespace linnet::net {

class ConnectionPool;

//! \brief What a connection is made of, and what moves with it to another thread.
struct Link
{
    std::unique_ptr<Stream> stream;
    Peer peer;
    std::shared_ptr<const Limits> limits;
    std::unique_ptr<ConnectionBudget::Admission> admission;
    OutputQueue output;
    bool isReady = false; //!< The TLS handshake, if any, is done.
};

//! \brief One client's connection: owns the descriptor, reads for its wire and writes what that
//! says.
//!
//! Deadlines are moments that the pool looks at now and then, not timers. What goes wrong ends in
//! retire(): the pool tells the wire and deletes both at the end of the loop's turn.
class Connection final : public Outlet, private EventDispatcher::Watcher
{
public:
    using Clock = std::chrono::steady_clock;

    Connection(Link link, ConnectionPool &pool);
    ~Connection() override;

    //! Begins to work with \p wire. To be called once.
    void start(std::unique_ptr<Wire> wire);

    bool isOpen() const override { return m_stage == Stage::Open; }
    void write(const QByteArray &bytes) override;
    bool makeRoom(qint64 bytes, qint64 most) override;
    qint64 backlog() const override { return m_link.output.bytes(); }
    void closeWhenSent() override;
    void abort() override;
    const Peer &peer() const override { return m_link.peer; }

    const Limits &limits() const { return *m_link.limits; }

    //! \return what shares are kept by.
    QByteArray place() const { return placeOf(peer(), limits().proxies); }

    //! Calls the wire's expired() when \p most has passed, unless it is set anew or cleared before.
    void setDeadline(std::chrono::milliseconds most);
    void clearDeadline() { m_wireDue = Clock::time_point::max(); }

    //! Stops and resumes reading. Meanwhile, a peer that leaves is still noticed.
    void pause() { m_isPaused = true; }
    void resume();

    //! Speaks through \p wire from now on, and gives it \p rest, which was read already.
    void become(std::unique_ptr<Wire> wire, QByteArrayView rest);

    //! Takes what the connection is made of away; what remains is retired.
    Link release();

    // For the pool:
    void flush();
    void check(Clock::time_point now);
    //! \return when check() is to be called, at the latest.
    Clock::time_point due() const { return std::min(m_wireDue, m_ownDue); }
    Wire *wire() const { return m_wire.get(); }

    size_t poolIndex = 0; //!< The pool's own note.
    bool isFlushPlanned = false; //!< The pool's own note.

private:
    enum class Stage {
        Handshake,
        Open,
        Closing, //!< Sends what is left, takes no more input.
        Lingering, //!< Has said its last; waits for the peer to have read it.
        Dead,
    };

    void ready(quint32 events) override;
    void goOn(quint32 events);
    void handshake();
    void readOnce();
    void holdInput(quint32 events);
    bool wantsInput() const;
    void discard();
    void linger();
    void push();
    bool send();
    bool offer();
    bool tellDrained();
    //! \return whether the kernel has to take something before all is sent, and the wire told so.
    bool isSending() const { return backlog() > 0 || m_owesDrained; }
    void watchFor();
    void setOwnDue(std::chrono::milliseconds most);
    bool isPeerReading();
    qint64 taken() const;

    Link m_link;
    ConnectionPool &m_pool;
    std::unique_ptr<Wire> m_wire;
    Clock::time_point m_wireDue = Clock::time_point::max();
    Clock::time_point m_ownDue =
        Clock::time_point::max(); //!< Handshake, stalled output, lingering.
    qint64 m_sent = 0;
    qint64 m_takenAtCheck = 0; //!< What the peer had acknowledged when its reading was judged.
    quint32 m_discarded = 0;
    quint32 m_discardedAtCheck = 0;
    quint32 m_watched = 0;
    Stage m_stage = Stage::Handshake;
    bool m_isPaused = false;
    bool m_isBusy = false; //!< Inside ready() or flush(), which look at the output when they end.
    bool m_owesDrained = false; //!< The wire is to be told that nothing is queued any more.
    bool m_isInputHeld = false; //!< There was input while paused: the kernel keeps it.
    bool m_isLeaving = false; //!< The peer was seen to send no more; there may be input left.
    bool m_hasEnded = false; //!< All input was read, to its end.
};

} // namespace linnet::net
