// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/doctor/enginepolling.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class EnginePollingTest : public QObject
{
    Q_OBJECT

private slots:
    void opensASessionAndClosesIt();
    void noticesWhatIsInTheWay_data();
    void noticesWhatIsInTheWay();
    void givesUpOnASilentServer();
    void leavesOutWhatTheServerDoesNotSpeak();
};

void EnginePollingTest::opensASessionAndClosesIt()
{
    FakeApi api;
    api.answer("GET /io/", R"(0{"sid":"a b","upgrades":[],"pingInterval":25000})");
    api.answer("POST /io/", "ok");

    const Finding finding =
        checkPolling({.address = {api.url()}, .enginePath = "/io/", .settings = {}});

    QCOMPARE(finding.state, Finding::State::Ok);
    const auto requests = api.requests();
    QCOMPARE(requests.size(), 2);
    QCOMPARE(requests[0].target, "/io/?EIO=4&transport=polling");
    QCOMPARE(requests[1].target, "/io/?EIO=4&transport=polling&sid=a%20b");
    QCOMPARE(requests[1].body, "1");
}

void EnginePollingTest::noticesWhatIsInTheWay_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("opened");
    QTest::addColumn<int>("secondStatus");
    QTest::addColumn<QByteArray>("closed");
    QTest::addColumn<QString>("says");
    const QByteArray opens = R"(0{"sid":"abc"})";
    QTest::newRow("a page") << 200 << QByteArray("<html>") << 200 << QByteArray("ok")
                            << u"Opening a session by polling is answered with status 200"_s;
    QTest::newRow("a proxy without a server")
        << 502 << QByteArray("Bad Gateway") << 200 << QByteArray("ok") << u"status 502"_s;
    QTest::newRow("no session") << 200 << QByteArray("0{}") << 200 << QByteArray("ok")
                                << u"not Engine.IO's"_s;
    QTest::newRow("another node") << 200 << opens << 400 << QByteArray("unknown sid")
                                  << u"Closing that session again by polling"_s;
    QTest::newRow("something cached") << 200 << opens << 200 << opens << u"Closing that session"_s;
}

void EnginePollingTest::noticesWhatIsInTheWay()
{
    QFETCH(int, status);
    QFETCH(QByteArray, opened);
    QFETCH(int, secondStatus);
    QFETCH(QByteArray, closed);
    QFETCH(QString, says);
    FakeApi api;
    api.answer("GET /socket.io/", opened, status);
    api.answer("POST /socket.io/", closed, secondStatus);
    const Finding finding = checkPolling({.address = {api.url()}, .settings = {}});
    QCOMPARE(finding.state, Finding::State::Failure);
    QVERIFY2(finding.text.contains(says), qPrintable(finding.text));
    QVERIFY(finding.fix.contains(u"/socket.io/"_s));
}

void EnginePollingTest::givesUpOnASilentServer()
{
    FakeApi api;
    api.answerRaw("GET /socket.io/", {});
    const Finding finding = checkPolling({.address = {api.url()}, .settings = {.timeout = 300ms}});
    QCOMPARE(finding.state, Finding::State::Failure);
    QVERIFY(finding.text.contains(u"did not answer in time"_s));
}

void EnginePollingTest::leavesOutWhatTheServerDoesNotSpeak()
{
    const Finding finding = checkPolling(
        {.address = {u"http://127.0.0.1:1"_s}, .transports = {u"websocket"_s}, .settings = {}});
    QCOMPARE(finding.state, Finding::State::Skipped);
}

QTEST_GUILESS_MAIN(EnginePollingTest)
#include "tst_enginepolling.moc"
