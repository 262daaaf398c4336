// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/websocketprobe.h"

#include "common/client/rawconnection.h"
#include "common/core/random.h"

#include <QCryptographicHash>
#include <QUrl>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr int KeyBytes = 16;
constexpr qsizetype MostBytes = 64 << 10; // Of a head, and of a message.
constexpr uchar FinalText = 0x81;
constexpr uchar Masked = 0x80;
constexpr uchar Extended = 126; // The length follows in two bytes.

Error refused(const QString &sentence, const QByteArray &detail)
{
    return {Error::Kind::Unavailable, "websocket_refused"_L1, sentence,
            QString::fromLatin1(detail)};
}

//! \brief What came in and has not been read yet.
class Incoming
{
public:
    explicit Incoming(RawConnection &connection)
        : m_connection(connection)
    {}

    //! \return all up to \p end, without it.
    Result<QByteArray> until(const QByteArray &end)
    {
        while (!m_bytes.contains(end))
            if (auto more = receive(); !more)
                return more.error();
        const QByteArray head = m_bytes.left(m_bytes.indexOf(end));
        m_bytes.remove(0, head.size() + end.size());
        return head;
    }

    Result<QByteArray> take(qsizetype count)
    {
        while (m_bytes.size() < count)
            if (auto more = receive(); !more)
                return more.error();
        const QByteArray taken = m_bytes.left(count);
        m_bytes.remove(0, count);
        return taken;
    }

private:
    Result<> receive()
    {
        const auto more = m_connection.receive();
        if (!more)
            return more.error();
        if (more->isEmpty())
            return refused(u"The connection was closed before the WebSocket said anything."_s, {});
        m_bytes += *more;
        if (m_bytes.size() > MostBytes)
            return refused(u"What answers is no WebSocket: it says too much."_s, {});
        return {};
    }

    RawConnection &m_connection;
    QByteArray m_bytes;
};

QByteArray handshake(const ServerAddress &server, const QByteArray &target, const QByteArray &key)
{
    const QUrl url(server.url);
    const QByteArray host = url.authority(QUrl::FullyEncoded).toLatin1();
    return "GET " + target + " HTTP/1.1\r\nHost: " + host
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
          "\r\nSec-WebSocket-Key: "
        + key + "\r\n\r\n";
}

//! \return whether \p head lets the WebSocket that \p key asked for begin.
Result<> judge(const QByteArray &head, const QByteArray &key)
{
    const QByteArray status = head.split('\r').front();
    if (!status.startsWith("HTTP/1.1 101 "))
        return refused(u"The upgrade to a WebSocket is answered with \"%1\"."_s.arg(
                           QString::fromLatin1(status)),
                       status);
    const QByteArray proof = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                                      QCryptographicHash::Sha1)
                                 .toBase64();
    if (!head.contains(proof))
        return refused(u"The upgrade to a WebSocket is answered by what is none."_s, status);
    return {};
}

Result<QByteArray> readMessage(Incoming &incoming)
{
    const auto begin = incoming.take(2);
    if (!begin)
        return begin.error();
    if (uchar(begin->at(0)) != FinalText)
        return refused(u"The WebSocket begins with something else than a message."_s, {});
    qsizetype size = uchar(begin->at(1));
    if (size == Extended) {
        const auto extended = incoming.take(2);
        if (!extended)
            return extended.error();
        size = qFromBigEndian<quint16>(extended->constData());
    } else if (size > Extended) { // It is larger still, or masked, which servers never do.
        return refused(u"What answers is no WebSocket: it says too much."_s, {});
    }
    return incoming.take(size);
}

} // namespace

Result<QByteArray> probeWebSocket(const ServerAddress &server, const QByteArray &target,
                                  const TransportSettings &settings)
{
    auto connection = RawConnection::open(server, settings);
    if (!connection)
        return connection.error();
    const QByteArray key = randomBytes(KeyBytes).toBase64();
    if (auto sent = (*connection)->send(handshake(server, target, key)); !sent)
        return sent.error();
    Incoming incoming(**connection);
    const auto head = incoming.until("\r\n\r\n");
    if (!head)
        return head.error();
    if (auto upgraded = judge(*head, key); !upgraded)
        return upgraded.error();
    auto message = readMessage(incoming);
    const QByteArray close = QByteArray("\x88").append(char(Masked)) + randomBytes(4);
    if (message)
        std::ignore = (*connection)->send(close); // The server notices that it ends either way.
    return message;
}

} // namespace linnet
