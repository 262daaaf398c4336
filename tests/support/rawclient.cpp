// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rawclient.h"

#include <QEventLoop>
#include <QTimer>

namespace linnet::test {

namespace {

RawReply parseHead(const QByteArray &head)
{
    RawReply reply;
    const QList<QByteArray> lines = head.split('\n');
    if (!lines.first().startsWith("HTTP/1."))
        return reply;
    reply.status = lines.first().mid(9, 3).toInt();
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        reply.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    return reply;
}

} // namespace

RawClient::RawClient(std::unique_ptr<QTcpSocket> socket)
    : m_socket(std::move(socket))
{}

RawClient::RawClient(quint16 port, const QHostAddress &address)
    : RawClient(std::make_unique<QTcpSocket>())
{
    m_socket->connectToHost(address, port);
    waitUntil([this] { return isConnected(); });
}

std::unique_ptr<RawClient> RawClient::secure(quint16 port)
{
    std::unique_ptr<RawClient> client(new RawClient(std::make_unique<QSslSocket>()));
    QSslSocket &socket = client->sslSocket();
    // News, too, to those who wait.
    QObject::connect(&socket, &QSslSocket::encrypted, &socket, &QSslSocket::readyRead);
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    client->waitUntil([&socket] { return socket.isEncrypted(); });
    return client;
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket->write(bytes);
    m_socket->flush();
}

RawReply RawClient::reply(bool toHead)
{
    if (!waitUntil([this] { return buffer().contains("\r\n\r\n"); }))
        return {};
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    RawReply reply = parseHead(m_buffer.left(end));
    const qsizetype length = toHead ? 0 : reply.headers.value("content-length").toLongLong();
    if (!waitUntil([&] { return buffer().size() >= end + 4 + length; }))
        return {};
    reply.body = m_buffer.mid(end + 4, length);
    m_buffer.remove(0, end + 4 + length);
    return reply;
}

RawReply RawClient::ask(const QByteArray &bytes)
{
    send(bytes);
    return reply(bytes.startsWith("HEAD "));
}

QByteArray RawClient::read(qsizetype count)
{
    waitUntil([&] { return buffer().size() >= count; });
    const QByteArray bytes = m_buffer.left(count);
    m_buffer.remove(0, count);
    return bytes;
}

bool RawClient::waitForClose(std::chrono::milliseconds most)
{
    return waitUntil(
        [this] {
            buffer();
            return m_socket->state() == QAbstractSocket::UnconnectedState;
        },
        most);
}

QByteArray &RawClient::buffer()
{
    m_buffer.append(m_socket->readAll());
    return m_buffer;
}

//! Looks again whenever the socket has news. Stops waiting when nothing more can come.
bool RawClient::waitUntil(const std::function<bool()> &isThere, std::chrono::milliseconds most)
{
    QEventLoop loop;
    const auto look = [&] {
        if (isThere() || m_socket->state() == QAbstractSocket::UnconnectedState)
            loop.quit();
    };
    QObject::connect(m_socket.get(), &QTcpSocket::stateChanged, &loop, look, Qt::QueuedConnection);
    QObject::connect(m_socket.get(), &QTcpSocket::readyRead, &loop, look);
    QTimer::singleShot(most, &loop, &QEventLoop::quit);
    if (!isThere() && m_socket->state() != QAbstractSocket::UnconnectedState)
        loop.exec();
    return isThere();
}

} // namespace linnet::test
