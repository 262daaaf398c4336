// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/doctor/enginewebsocket.h"
#include "tests/support/fakeapi.h"
#include "tests/support/patience.h"

#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

#include <future>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class EngineWebSocketTest : public QObject
{
    Q_OBJECT

private slots:
    void opensASession_data();
    void opensASession();
    void noticesAProxyThatDoesNotUpgrade();
    void leavesOutWhatTheServerDoesNotSpeak();
};

void EngineWebSocketTest::opensASession_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<Finding::State>("state");
    QTest::newRow("Engine.IO") << u"0{\"sid\":\"abc\"}"_s << Finding::State::Ok;
    QTest::newRow("something else") << u"Hello"_s << Finding::State::Failure;
}

void EngineWebSocketTest::opensASession()
{
    QFETCH(QString, message);
    QWebSocketServer server(u"test"_s, QWebSocketServer::NonSecureMode);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QWebSocketServer::newConnection, this, [&] {
        QWebSocket *socket = server.nextPendingConnection();
        socket->setParent(&server);
        socket->sendTextMessage(message);
    });
    const PublicServer at{.address = {u"http://127.0.0.1:%1"_s.arg(server.serverPort())},
                          .settings = {}};
    auto outcome = std::async(std::launch::async, [&at] { return checkWebSocket(at); });
    QVERIFY(test::waitUntil([&] { return outcome.wait_for(0s) == std::future_status::ready; },
                            test::LongPatience));
    QTEST(outcome.get().state, "state");
}

void EngineWebSocketTest::noticesAProxyThatDoesNotUpgrade()
{
    FakeApi api;
    api.answer("GET /socket.io/", R"({"code":3,"message":"Bad request"})", 400);
    const Finding finding = checkWebSocket({.address = {api.url()}, .settings = {}});
    QCOMPARE(finding.state, Finding::State::Failure);
    QVERIFY(finding.text.contains(u"HTTP/1.1 400"_s));
    QVERIFY(finding.fix.contains(u"proxy_set_header Upgrade"_s));
}

void EngineWebSocketTest::leavesOutWhatTheServerDoesNotSpeak()
{
    const Finding finding = checkWebSocket(
        {.address = {u"http://127.0.0.1:1"_s}, .transports = {u"polling"_s}, .settings = {}});
    QCOMPARE(finding.state, Finding::State::Skipped);
}

QTEST_GUILESS_MAIN(EngineWebSocketTest)
#include "tst_enginewebsocket.moc"
