// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"

#include <QByteArray>

namespace linnet::net {

//! \brief A connection's way out: ordered, bounded, never blocking.
//!
//! Whatever these functions lead to, the wire is neither called nor deleted before it has returned
//! to its connection: also disconnected() and drained() come later.
class Outlet
{
public:
    virtual ~Outlet() = default;

    //! \return whether what is written is still sent.
    virtual bool isOpen() const = 0;

    //! Queues \p bytes, shared and not copied. Above Limits::outputMost the connection is dropped.
    virtual void write(const QByteArray &bytes) = 0;

    //! Offers what is queued to the kernel, now rather than at the end of the turn, if \p bytes
    //! more were too much beside it. \return whether no more than \p most wait with them, as Load
    //! has it.
    virtual bool makeRoom(qint64 bytes, qint64 most) = 0;

    //! \return bytes queued that the kernel has not taken.
    virtual qint64 backlog() const = 0;

    //! Sends what is queued, then closes gently: half-closes, drains what still comes in for a
    //! bounded time, so that the peer can read the last words.
    virtual void closeWhenSent() = 0;

    //! Drops the connection and what is queued.
    virtual void abort() = 0;

    virtual const Peer &peer() const = 0;
};

//! \brief The protocol a connection speaks at the moment: HTTP, and WebSocket after an upgrade.
//!
//! Belongs to its connection, which deletes it; called on the connection's thread only.
class Wire
{
public:
    virtual ~Wire() = default;

    //! Bytes came in. What is not a whole unit yet is the wire's to keep, within its limits.
    virtual void received(QByteArrayView bytes) = 0;

    //! The backlog is gone; called after it was above zero.
    virtual void drained() = 0;

    //! The peer has gone, or the connection was dropped. Nothing is called after this. Never called
    //! from within a call to the outlet.
    virtual void disconnected() = 0;

    //! The peer has sent its last byte, though it may still read. Called at least once before
    //! disconnected() where the peer said so. \return whether the connection stays open for what
    //! the wire still has to say.
    virtual bool peerFinished() { return false; }

    //! The deadline set on the connection has passed.
    virtual void expired() {}

    //! The server is going down: finish what is in flight, begin nothing new.
    virtual void goingDown() {}
};

} // namespace linnet::net
