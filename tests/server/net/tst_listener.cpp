// SPDX-License-Identifier: GPL-3.0-or-later
// Unix sockets; tst_server listens by TCP.
#include "server/net/listener.h"
#include "tests/support/echoapplication.h"
#include "tests/support/patience.h"

#include <QFile>
#include <QLocalSocket>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <mutex>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

net::ListenerSettings at(const QString &path)
{
    net::ListenerSettings settings;
    settings.path = path;
    return settings;
}

net::ServerSettings serving(const QString &path)
{
    net::ServerSettings settings = test::patientSettings();
    settings.listeners.push_back(at(path));
    return settings;
}

//! \return what the server at \p path answers before it closes the connection.
QByteArray ask(const QString &path)
{
    QLocalSocket socket;
    socket.connectToServer(path);
    socket.write("GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QByteArray answer;
    const auto isOver = [&] {
        answer += socket.readAll();
        return socket.state() == QLocalSocket::UnconnectedState;
    };
    if (!test::waitUntil(isOver))
        qWarning("The server does not close the connection.");
    return answer;
}

} // namespace

class ListenerTest : public QObject
{
    Q_OBJECT

private slots:
    void answersOverAUnixSocket();
    void tellsWhoIsAtTheOtherEnd();
    void letsGoOfWhoIsKilledWhileTheAnswerIsMade();
    void isForItsOwnerAlone();
    void replacesWhatAKilledServerLeft();
    void leavesALivingServerAlone();
    void leavesOtherFilesAlone();
    void saysThatAPathIsTooLong();
    void countsApartFromTheNetwork();

private:
    QString path() const { return m_folder.filePath(u"operator.sock"_s); }

    QTemporaryDir m_folder;
};

void ListenerTest::answersOverAUnixSocket()
{
    {
        const auto server = test::startServer({}, serving(path()));
        QVERIFY(server);
        QCOMPARE(server->port(), quint16(0));
        const QByteArray answer = ask(path());
        QVERIFY2(answer.startsWith("HTTP/1.1 200 "), answer.constData());
        QVERIFY(answer.endsWith("GET /hello\n"));
    }
    QVERIFY(!QFile::exists(path()));
}

void ListenerTest::tellsWhoIsAtTheOtherEnd()
{
    test::Behaviour behaviour;
    behaviour.handle = [](const net::Request &request, net::Reply reply) {
        net::Response response;
        response.body = "uid " + QByteArray::number(request.peer.uid.value_or(uid_t(-1)))
            + (request.peer.address.isNull() ? " from nowhere" : " from an address");
        reply.send(std::move(response));
    };
    const auto server = test::startServer(behaviour, serving(path()));
    QVERIFY(server);
    QVERIFY(ask(path()).endsWith("uid " + QByteArray::number(::geteuid()) + " from nowhere"));
}

//! The kernel says so over and over, whatever is asked for, until the descriptor is closed.
void ListenerTest::letsGoOfWhoIsKilledWhileTheAnswerIsMade()
{
    std::mutex mutex;
    std::optional<net::Reply> waiting;
    const auto isAsked = [&] {
        const std::scoped_lock lock(mutex);
        return waiting.has_value();
    };
    test::Behaviour behaviour;
    behaviour.handle = [&](const net::Request &, net::Reply reply) {
        const std::scoped_lock lock(mutex);
        waiting = std::move(reply);
    };
    const auto server = test::startServer(behaviour, serving(path()));
    QVERIFY(server);
    QLocalSocket socket;
    socket.connectToServer(path());
    socket.write("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QTRY_VERIFY(isAsked());
    QCOMPARE(server->connectionCount(), 1);

    socket.abort();

    QTRY_COMPARE(server->connectionCount(), 0);
    waiting.reset();
}

void ListenerTest::isForItsOwnerAlone()
{
    const auto listener = net::Listener::open(at(path()));
    QVERIFY(listener);
    QVERIFY(listener->isLocal());
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(path()).constData(), &status), 0);
    QVERIFY(S_ISSOCK(status.st_mode));
    QCOMPARE(status.st_mode & 0777U, 0600U);
}

void ListenerTest::replacesWhatAKilledServerLeft()
{
    const QString other = m_folder.filePath(u"left"_s);
    {
        const auto killed = net::Listener::open(at(path()));
        QVERIFY(killed);
        QVERIFY(QFile::rename(path(), other)); // So that its end does not remove it.
    }
    QVERIFY(QFile::rename(other, path()));
    const auto server = test::startServer({}, serving(path()));
    QVERIFY(server);
    QVERIFY(ask(path()).startsWith("HTTP/1.1 200 "));
}

void ListenerTest::leavesALivingServerAlone()
{
    const auto server = test::startServer({}, serving(path()));
    QVERIFY(server);
    const auto second = net::Listener::open(at(path()));
    QVERIFY(!second);
    QCOMPARE(second.error().message,
             u"Cannot listen on unix:%1: Address already in use."_s.arg(path()));
    QVERIFY(ask(path()).startsWith("HTTP/1.1 200 "));
}

void ListenerTest::leavesOtherFilesAlone()
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("precious");
    file.close();
    QVERIFY(!net::Listener::open(at(path())));
    QCOMPARE(file.size(), 8);
    QVERIFY(file.remove());
}

void ListenerTest::saysThatAPathIsTooLong()
{
    const auto listener = net::Listener::open(at(u'/' + QString(107, u'x')));
    QVERIFY(!listener);
    QVERIFY2(listener.error().message.endsWith(u"File name too long."_s),
             qPrintable(listener.error().message));
}

//! Who floods the network keeps nobody out who is on the machine itself.
void ListenerTest::countsApartFromTheNetwork()
{
    net::ServerSettings settings = serving(path());
    settings.listeners.emplace_back();
    settings.limits.connections = 1;
    const auto server = test::startServer({}, settings);
    QVERIFY(server);
    QTcpSocket stranger;
    stranger.connectToHost(QHostAddress(QHostAddress::LocalHost), server->port(1));
    QTRY_COMPARE(server->connectionCount(), 1);
    QVERIFY(ask(path()).startsWith("HTTP/1.1 200 "));
}

QTEST_GUILESS_MAIN(ListenerTest)
#include "tst_listener.moc"
