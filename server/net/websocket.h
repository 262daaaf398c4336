// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>

#include <chrono>

namespace linnet::net {

//! \brief A ready-made message for any number of sockets: encoded once, shared by all of them.
class Frame
{
public:
    static Frame text(QByteArrayView utf8);
    static Frame binary(QByteArrayView bytes);

    const QByteArray &bytes() const { return m_bytes; }

private:
    explicit Frame(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {}

    QByteArray m_bytes;
};

//! \brief One open WebSocket. Lives on its I/O thread; whoever gets it owns it.
//!
//! Messages arrive whole, unmasked and, as text, valid UTF-8. Deleting it aborts the connection.
class WebSocket : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void send(const Frame &frame) = 0;

    //! Offers what was sent to the kernel, now rather than at the end of the turn, if \p bytes more
    //! were too much beside it: what was not offered yet says nothing about the client.
    //! \return whether no more than \p most wait with them, as Load has it.
    virtual bool makeRoom(qint64 bytes, qint64 most) = 0;

    //! Starts the closing handshake. \p code as RFC 6455, section 7.4; \p reason at most 123 bytes.
    virtual void close(quint16 code, const QByteArray &reason = {}) = 0;

    //! Drops the connection and what is queued.
    virtual void abort() = 0;

    //! Asks the peer for a sign of life. Browsers and libraries answer by themselves.
    virtual void ping() = 0;

    //! \return when bytes last came in, whatever they are part of.
    virtual std::chrono::steady_clock::time_point heardAt() const = 0;

    //! \return bytes accepted by send() that the kernel has not taken yet.
    virtual qint64 backlog() const = 0;

signals:
    void textReceived(const QByteArray &utf8);
    void binaryReceived(const QByteArray &bytes);
    //! The backlog is gone; emitted after it was above zero.
    void drained();
    //! Emitted once, last. \p code is 1006 where no closing handshake took place.
    void closed(quint16 code);
};

} // namespace linnet::net
