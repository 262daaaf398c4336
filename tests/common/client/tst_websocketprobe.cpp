// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/websocketprobe.h"
#include "tests/support/fakeapi.h"
#include "tests/support/patience.h"
#include "tests/support/silentport.h"

#include <QElapsedTimer>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

#include <future>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! Runs the probe on a thread of its own, while the server lives on this one.
Result<QByteArray> probe(const QString &url, TransportSettings settings = {})
{
    auto outcome = std::async(std::launch::async,
                              [&] { return probeWebSocket({url}, "/path?a=b", settings); });
    if (!test::waitUntil([&] { return outcome.wait_for(0s) == std::future_status::ready; },
                         test::LongPatience))
        qFatal("It does not end.");
    return outcome.get();
}

} // namespace

class WebSocketProbeTest : public QObject
{
    Q_OBJECT

private slots:
    void getsTheFirstMessage_data();
    void getsTheFirstMessage();
    void saysHowItIsRefused_data();
    void saysHowItIsRefused();
    void givesUpOnASilentServer();
    void saysThatNobodyAnswers();
};

void WebSocketProbeTest::getsTheFirstMessage_data()
{
    QTest::addColumn<QString>("message");
    QTest::newRow("short") << u"0{\"sid\":\"abc\"}"_s;
    QTest::newRow("longer") << QString(300, u'x');
    QTest::newRow("empty") << u""_s;
}

void WebSocketProbeTest::getsTheFirstMessage()
{
    QFETCH(QString, message);
    QString path;
    bool hasEnded = false;
    QWebSocketServer server(u"test"_s, QWebSocketServer::NonSecureMode);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QWebSocketServer::newConnection, this, [&] {
        QWebSocket *socket = server.nextPendingConnection();
        socket->setParent(&server);
        path = socket->requestUrl().path() + u'?' + socket->requestUrl().query();
        connect(socket, &QWebSocket::disconnected, this, [&] { hasEnded = true; });
        socket->sendTextMessage(message);
    });

    const auto received = probe(u"http://127.0.0.1:%1"_s.arg(server.serverPort()));

    QVERIFY2(received, received ? "" : qPrintable(received.error().message));
    QCOMPARE(*received, message.toUtf8());
    QCOMPARE(path, u"/path?a=b"_s);
    QTRY_VERIFY(hasEnded);
}

void WebSocketProbeTest::saysHowItIsRefused_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("says");
    QTest::newRow("no upgrade") << QByteArray(
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                                << u"is answered with \"HTTP/1.1 400 Bad Request\""_s;
    QTest::newRow("no proof") << QByteArray("HTTP/1.1 101 Switching Protocols\r\n\r\n\x81\x01x")
                              << u"by what is none"_s;
    QTest::newRow("something else") << QByteArray(100'000, 'x') << u"it says too much"_s;
}

void WebSocketProbeTest::saysHowItIsRefused()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, says);
    FakeApi api;
    api.answerRaw("GET /path", answer);
    const auto received = probe(api.url());
    QVERIFY(!received);
    QCOMPARE(received.error().code, "websocket_refused"_L1);
    QVERIFY2(received.error().message.contains(says), qPrintable(received.error().message));
}

void WebSocketProbeTest::givesUpOnASilentServer()
{
    FakeApi api;
    api.answerRaw("GET /path", {});
    QElapsedTimer timer;
    timer.start();
    const auto received = probe(api.url(), {.timeout = 300ms});
    QCOMPARE(received.error().code, "server_out_of_reach"_L1);
    QVERIFY(timer.elapsed() < Patience.count());
    QCOMPARE(probe(api.url(), {.isInterrupted = [] { return true; }}).error().code,
             "interrupted"_L1);
}

void WebSocketProbeTest::saysThatNobodyAnswers()
{
    const SilentPort port;
    QCOMPARE(probe(port.url()).error().code, "server_out_of_reach"_L1);
}

QTEST_GUILESS_MAIN(WebSocketProbeTest)
#include "tst_websocketprobe.moc"
