// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/iothread.h"
#include "server/net/reply.h"
#include "server/net/websocket.h"

#include <memory>

namespace linnet::test {

//! \brief The client's end of a request: keeps the answer, and may hang up.
class FakeReceiver : public net::Reply::Receiver
{
public:
    void answer(net::Response response) override
    {
        ++answers;
        isGone = true;
        status = response.status;
        headers = response.headers;
        body = response.body;
    }
    bool isWaiting() const override { return !isGone; }
    bool isLeaving() const override { return isGone || hasHalfClosed; }
    void onAbort(std::function<void()> callback) override { m_aborted = std::move(callback); }

    void hangUp()
    {
        isGone = true;
        if (m_aborted)
            m_aborted();
    }
    void halfClose()
    {
        hasHalfClosed = true;
        if (m_aborted)
            m_aborted();
    }

    int answers = 0;
    int status = 0;
    net::Headers headers;
    QByteArray body;
    bool isGone = false;
    bool hasHalfClosed = false;

private:
    std::function<void()> m_aborted;
};

//! \brief A WebSocket without a network: keeps what is sent.
class FakeWebSocket : public net::WebSocket
{
public:
    //! \brief What outlives the socket.
    struct Log
    {
        QByteArrayList sent; //!< Payloads of messages.
        std::vector<bool> sentBinary;
        int closeCode = -1;
        bool isDeleted = false;
        qint64 backlog = 0; //!< Untaken, and in messages that are all short.
        int pings = 0;
        std::function<void()> pinged; //!< What the client does then, if it does anything.
        std::chrono::steady_clock::time_point heardAt = std::chrono::steady_clock::now();
    };

    explicit FakeWebSocket(std::shared_ptr<Log> log)
        : m_log(std::move(log))
    {}
    ~FakeWebSocket() override { m_log->isDeleted = true; }

    void send(const net::Frame &frame) override
    {
        const QByteArray &bytes = frame.bytes();
        const int length = bytes[1] & 0x7f;
        m_log->sentBinary.push_back((bytes[0] & 0x0f) == 2);
        m_log->sent.append(bytes.sliced(length == 126 ? 4 : length == 127 ? 10 : 2));
    }
    bool makeRoom(qint64 bytes, qint64 most) override
    {
        return m_log->backlog == 0 || m_log->backlog + bytes <= most;
    }
    void close(quint16 code, const QByteArray & = {}) override
    {
        m_log->closeCode = code;
        QMetaObject::invokeMethod(
            this, [this, code] { emit closed(code); }, Qt::QueuedConnection);
    }
    void abort() override { emit closed(1006); }
    void ping() override
    {
        ++m_log->pings;
        if (m_log->pinged)
            m_log->pinged();
    }
    std::chrono::steady_clock::time_point heardAt() const override { return m_log->heardAt; }
    qint64 backlog() const override { return m_log->backlog; }

private:
    std::shared_ptr<Log> m_log;
};

//! \brief The only I/O thread there is.
class FakeIoThread : public net::IoThread
{
public:
    int index() const override { return 0; }
    int count() const override { return 1; }
    Mailbox &mailbox() override { return m_mailbox; }
    Mailbox &mailboxOf(int) override { return m_mailbox; }

private:
    Mailbox m_mailbox;
};

} // namespace linnet::test
