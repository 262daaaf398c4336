// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/echoapplication.h"
#include "tests/support/patience.h"
#include "tests/support/rawclient.h"

#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

using namespace linnet;
using test::RawClient;

namespace {

QByteArray handshake(const QByteArray &more = {})
{
    return "GET /socket HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\n"
           "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + more + "\r\n";
}

// "Hello", masked (RFC 6455, section 5.7), and the same as a server sends it.
const QByteArray MaskedHello = QByteArray::fromHex("818537fa213d7f9f4d5158");
const QByteArray Hello = QByteArray::fromHex("810548656c6c6f");

test::Behaviour accepting(int thread = net::UpgradePlan::ThisThread)
{
    test::Behaviour behaviour;
    behaviour.planUpgrade = [thread](const net::Request &, net::IoThread &) {
        net::UpgradePlan plan;
        plan.thread = thread;
        return plan;
    };
    return behaviour;
}

} // namespace

class UpgradeTest : public QObject
{
    Q_OBJECT

private slots:
    void opensASocketThatEchoes();
    void takesFramesThatFollowTheHandshakeAtOnce();
    void opensASocketAfterOtherRequests();
    void answersAsTheApplicationRefuses();
    void refusesWhatIsNoHandshake_data();
    void refusesWhatIsNoHandshake();
    void movesToTheThreadThatIsNamed();
    void movesWithWhatWasSentAlready();
    void endsAnEndlessMove();
    void tellsTheSocketThatItsPeerLeft();
};

void UpgradeTest::opensASocketThatEchoes()
{
    const auto server = test::startServer(accepting());
    QWebSocket socket;
    QSignalSpy received(&socket, &QWebSocket::textMessageReceived);
    socket.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/socket").arg(server->port())));
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    socket.sendTextMessage(QStringLiteral("Grüße"));
    QTRY_COMPARE(received.count(), 1);
    QCOMPARE(received.first().first().toString(), QStringLiteral("Grüße"));
    socket.close();
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(server->connectionCount(), 0);
}

void UpgradeTest::takesFramesThatFollowTheHandshakeAtOnce()
{
    const auto server = test::startServer(accepting());
    RawClient client(server->port());
    const auto reply = client.ask(handshake() + MaskedHello);
    QCOMPARE(reply.status, 101);
    QCOMPARE(reply.headers.value("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    QCOMPARE(client.read(Hello.size()), Hello);
}

void UpgradeTest::opensASocketAfterOtherRequests()
{
    const auto server = test::startServer(accepting(1), [] {
        net::ServerSettings settings = test::patientSettings();
        settings.threads = 2;
        return settings;
    }());
    RawClient client(server->port());
    client.send("GET /a HTTP/1.1\r\nHost: test\r\n\r\n" + handshake() + MaskedHello);
    QCOMPARE(client.reply().body, "GET /a\n");
    QCOMPARE(client.reply().status, 101);
    QCOMPARE(client.read(Hello.size()), Hello);
}

void UpgradeTest::answersAsTheApplicationRefuses()
{
    test::Behaviour behaviour;
    behaviour.planUpgrade = [](const net::Request &, net::IoThread &) {
        net::UpgradePlan plan;
        plan.refusal.emplace();
        plan.refusal->status = 401;
        plan.refusal->body = "no";
        return plan;
    };
    const auto server = test::startServer(behaviour);
    RawClient client(server->port());
    const auto reply = client.ask(handshake());
    QCOMPARE(reply.status, 401);
    QCOMPARE(reply.body, "no");
    QVERIFY(client.waitForClose());
}

void UpgradeTest::refusesWhatIsNoHandshake_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("status");

    QTest::newRow("another version")
        << QByteArray("Version: 13") << QByteArray("Version: 8") << 426;
    QTest::newRow("no key") << QByteArray("Sec-WebSocket-Key") << QByteArray("X-Key") << 400;
    QTest::newRow("a short key") << QByteArray("dGhlIHNhbXBsZSBub25jZQ==")
                                 << QByteArray("dGhlIHNhbXBsZSBub25j") << 400;
    QTest::newRow("a key that is not base64")
        << QByteArray("dGhlIHNhbXBsZSBub25jZQ==") << QByteArray("dGhlIHNhbXBsZSBub25j!!==") << 400;
    QTest::newRow("two keys") << QByteArray(
        "\r\n\r\n") << QByteArray("\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                              << 400;
    QTest::newRow("POST") << QByteArray("GET ") << QByteArray("POST ") << 400;
    QTest::newRow("HTTP/1.0") << QByteArray("HTTP/1.1") << QByteArray("HTTP/1.0") << 400;
    QTest::newRow("no Connection: Upgrade")
        << QByteArray("keep-alive, Upgrade") << QByteArray("keep-alive") << 400;
    QTest::newRow("a body") << QByteArray("\r\n\r\n")
                            << QByteArray("\r\nContent-Length: 3\r\n\r\nabc") << 400;
}

void UpgradeTest::refusesWhatIsNoHandshake()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(int, status);
    const auto server = test::startServer(accepting());
    RawClient client(server->port());
    const auto reply = client.ask(handshake().replace(from, to));
    QCOMPARE(reply.status, status);
    if (status == 426)
        QCOMPARE(reply.headers.value("sec-websocket-version"), "13");
    QVERIFY(client.waitForClose());
}

void UpgradeTest::movesToTheThreadThatIsNamed()
{
    std::atomic<int> asked = 0;
    test::Behaviour behaviour;
    behaviour.planUpgrade = [&](const net::Request &request, net::IoThread &thread) {
        ++asked;
        net::UpgradePlan plan;
        plan.thread = 2;
        if (thread.index() == 2)
            plan.subprotocol = request.query;
        return plan;
    };
    behaviour.opened = [](std::unique_ptr<net::WebSocket> socket, net::Request) {
        net::WebSocket *const open = socket.release();
        QObject::connect(open, &net::WebSocket::closed, open, &QObject::deleteLater);
        open->send(net::Frame::text(QThread::currentThread()->objectName().toUtf8()));
    };
    net::ServerSettings settings = test::patientSettings();
    settings.threads = 3;
    const auto server = test::startServer(behaviour, settings);
    for (int i = 0; i < 3; ++i) {
        RawClient client(server->port());
        const auto reply = client.ask(handshake().replace("/socket", "/socket?chat"));
        QCOMPARE(reply.status, 101);
        QCOMPARE(reply.headers.value("sec-websocket-protocol"), "chat");
        QCOMPARE(client.read(6), QByteArray("\x81\x04io-2"));
    }
    QCOMPARE(asked, 5); // Two had to move and were asked about twice.
    QTRY_COMPARE(server->connectionCount(), 0);
}

void UpgradeTest::movesWithWhatWasSentAlready()
{
    net::ServerSettings settings = test::patientSettings();
    settings.threads = 2;
    const auto server = test::startServer(accepting(1), settings);
    for (int i = 0; i < 4; ++i) {
        RawClient client(server->port());
        QCOMPARE(client.ask(handshake() + MaskedHello + MaskedHello).status, 101);
        QCOMPARE(client.read(2 * Hello.size()), Hello + Hello);
        client.send(MaskedHello);
        QCOMPARE(client.read(Hello.size()), Hello);
    }
}

void UpgradeTest::endsAnEndlessMove()
{
    test::Behaviour behaviour;
    behaviour.planUpgrade = [](const net::Request &, net::IoThread &thread) {
        net::UpgradePlan plan;
        plan.thread = 1 - thread.index();
        return plan;
    };
    net::ServerSettings settings = test::patientSettings();
    settings.threads = 2;
    const auto server = test::startServer(behaviour, settings);
    RawClient client(server->port());
    QCOMPARE(client.ask(handshake()).status, 503);
    QVERIFY(client.waitForClose());
}

void UpgradeTest::tellsTheSocketThatItsPeerLeft()
{
    std::atomic<int> code = 0;
    auto behaviour = accepting();
    behaviour.opened = [&](std::unique_ptr<net::WebSocket> socket, net::Request) {
        net::WebSocket *const open = socket.release();
        QObject::connect(open, &net::WebSocket::closed, open, [&code, open](quint16 how) {
            code = how;
            open->deleteLater();
        });
    };
    const auto server = test::startServer(behaviour);
    {
        RawClient client(server->port());
        QCOMPARE(client.ask(handshake()).status, 101);
    }
    QTRY_COMPARE(code, 1006);
    QTRY_COMPARE(server->connectionCount(), 0);
}

QTEST_GUILESS_MAIN(UpgradeTest)
#include "tst_upgrade.moc"
