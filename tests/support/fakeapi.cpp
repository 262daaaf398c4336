// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeapi.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QTcpServer>
#include <QTcpSocket>

#include <optional>

namespace linnet::test {

namespace {

//! \return the request that \p bytes begin with, which is taken off; nothing if it is not whole.
std::optional<FakeApi::Request> takeRequest(QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return {};
    const QByteArray head = bytes.first(end + 2);
    const qsizetype length = head.toLower().indexOf("\r\ncontent-length:");
    const qsizetype size = length < 0
        ? 0
        : head.mid(length + 17, head.indexOf('\r', length + 2) - length - 17)
              .trimmed()
              .toLongLong();
    if (bytes.size() < end + 4 + size)
        return {};
    const QByteArrayList words = head.first(head.indexOf('\r')).split(' ');
    const FakeApi::Request request{words.value(0), words.value(1), head, bytes.mid(end + 4, size)};
    bytes.remove(0, end + 4 + size);
    return request;
}

} // namespace

FakeApi::FakeApi()
{
    m_context.moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        &m_context,
        [this] {
            auto *server = new QTcpServer(&m_context);
            if (!server->listen(QHostAddress::LocalHost))
                qFatal("Cannot listen.");
            m_port = server->serverPort();
            QObject::connect(server, &QTcpServer::newConnection, &m_context,
                             [this, server] { read(server->nextPendingConnection()); });
        },
        Qt::BlockingQueuedConnection);
}

FakeApi::FakeApi(const QString &socketPath)
{
    m_context.moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        &m_context,
        [this, socketPath] {
            auto *server = new QLocalServer(&m_context);
            if (!server->listen(socketPath))
                qFatal("Cannot listen.");
            QObject::connect(server, &QLocalServer::newConnection, &m_context,
                             [this, server] { read(server->nextPendingConnection()); });
        },
        Qt::BlockingQueuedConnection);
}

FakeApi::~FakeApi()
{
    // ThreadSanitizer sees this lock, and not those by which QThread waits.
    const auto end = [this] {
        qDeleteAll(m_context.children());
        const std::lock_guard lock(m_mutex);
    };
    QMetaObject::invokeMethod(&m_context, end, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    const std::lock_guard lock(m_mutex);
}

QString FakeApi::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_port);
}

void FakeApi::answer(const QByteArray &request, const QByteArray &body, int status,
                     const QByteArray &headers)
{
    answerRaw(request,
              "HTTP/1.1 " + QByteArray::number(status) + " Whatever\r\nContent-Length: "
                  + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body);
}

void FakeApi::answerRaw(const QByteArray &request, const QByteArray &bytes)
{
    const std::lock_guard lock(m_mutex);
    m_answers[request].append(bytes);
}

QList<FakeApi::Request> FakeApi::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void FakeApi::read(QIODevice *connection)
{
    auto buffer = std::make_shared<QByteArray>();
    QObject::connect(connection, &QIODevice::readyRead, &m_context, [this, connection, buffer] {
        *buffer += connection->readAll();
        while (const auto request = takeRequest(*buffer)) {
            const QByteArray answer = nextAnswer(*request);
            connection->write(answer);
        }
    });
}

QByteArray FakeApi::nextAnswer(const Request &request)
{
    const std::lock_guard lock(m_mutex);
    m_requests.append(request);
    const QByteArray path = request.target.left(request.target.indexOf('?'));
    for (const QByteArray &name :
         {request.method + ' ' + request.target, request.method + ' ' + path}) {
        const auto found = m_answers.find(name);
        if (found == m_answers.end())
            continue;
        return found->size() > 1 ? found->takeFirst() : found->first();
    }
    return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
}

} // namespace linnet::test
