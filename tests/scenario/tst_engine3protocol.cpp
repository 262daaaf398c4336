// SPDX-License-Identifier: GPL-3.0-or-later
// Engine.IO revision 3, and Socket.IO as its clients of version 2 speak it on top.
#include "tests/scenario/profileserver.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Path = "/engine.io/";
const auto Allowed = ProtocolProfile::Suite::Engine3;
const auto Pace = ProtocolProfile::paceOf(Allowed);

PollingSession textSession(const ProfileServer &server, const QByteArray &path = Path)
{
    return PollingSession(server, path, "3", "&b64=1");
}

} // namespace

class Engine3ProtocolTest : public QObject
{
    Q_OBJECT

private slots:
    void opensASession();
    void refusesOtherVersions();
    void takesNoVersionForThisOne();
    void echoesTextPayloads_data();
    void echoesTextPayloads();
    void echoesBinaryPayloads();
    void countsUtf16CodeUnits();
    void closesOnMalformedPayloads_data();
    void closesOnMalformedPayloads();
    void answersPings();
    void expiresASession();
    void echoesOverAWebSocket();
    void closesOnTwoPollsAtOnce();
    void closesWhenAskedTo();
    void upgradesToAWebSocket();
    void letsClientsInUnasked();
    void refusesNamespacesWithATextAlone();
    void repeatsMessages();
    void stillSpeaksVersion4();
};

void Engine3ProtocolTest::opensASession()
{
    const ProfileServer server(Allowed, Pace);
    const QByteArray body = textSession(server).opened().body;
    const qsizetype colon = body.indexOf(':');
    QCOMPARE(body.left(colon).toLongLong(), body.size() - colon - 1);
    QVERIFY(body.mid(colon + 1).startsWith("0{\"sid\":\""));
    QVERIFY(body.contains(R"("upgrades":["websocket"],"pingInterval":300,"pingTimeout":200)"));
}

void Engine3ProtocolTest::refusesOtherVersions()
{
    const ProfileServer server(Allowed);
    for (const QByteArray version : {"2", "5", "abc", "33"})
        QCOMPARE(server.get(Path + "?transport=polling&EIO=" + version).body,
                 R"({"code":5,"message":"Unsupported protocol version"})");
}

void Engine3ProtocolTest::takesNoVersionForThisOne()
{
    const ProfileServer server(Allowed);
    QVERIFY(server.get(Path + "?transport=polling&b64=1").body.contains(":0{\"sid\":"));
    WebSocketClient client(server, Path + "?transport=websocket");
    QVERIFY(client.hear().startsWith("0{"));
    client.say("2probe"); // Here it is the client that pings.
    QCOMPARE(client.hear(), "3probe");
    QCOMPARE(ProfileServer().get(Path + "?transport=polling").status, 400);
}

void Engine3ProtocolTest::echoesTextPayloads_data()
{
    QTest::addColumn<QByteArray>("payload");

    QTest::newRow("one packet") << "6:4hello"_ba;
    QTest::newRow("several packets") << "6:4test16:4test26:4test3"_ba;
    QTest::newRow("text and bytes") << "6:4hello10:b4AQIDBA=="_ba;
    QTest::newRow("empty message") << "1:4"_ba;
}

void Engine3ProtocolTest::echoesTextPayloads()
{
    QFETCH(QByteArray, payload);
    const ProfileServer server(Allowed);
    const PollingSession session = textSession(server);
    QCOMPARE(session.post(payload).body, "ok");
    QCOMPARE(session.poll().body, payload);
}

void Engine3ProtocolTest::echoesBinaryPayloads()
{
    const ProfileServer server(Allowed);
    const PollingSession session(server, Path, "3");
    const QByteArray payload("\0\6\xff"
                             "4hello\1\5\xff\4\1\2\3\4",
                             17);
    QCOMPARE(session.post(payload, "application/octet-stream").status, 200);
    const RawReply polled = session.poll();
    QCOMPARE(polled.body, payload);
    QCOMPARE(polled.headers.value("content-type"), "application/octet-stream");
    QCOMPARE(session.post("6:4hello").status, 200); // Text may come all the same,
    QCOMPARE(session.poll().body, "6:4hello"); // and goes back as text.
}

void Engine3ProtocolTest::countsUtf16CodeUnits()
{
    const ProfileServer server(Allowed);
    const PollingSession session = textSession(server);
    const QByteArray payload = "4:4\xE2\x82\xAC\xF0\x9F\x91\x8D"
                               "2:4\xC3\xA4";
    QCOMPARE(session.post(payload).status, 200);
    QCOMPARE(session.poll().body, payload);
}

void Engine3ProtocolTest::closesOnMalformedPayloads_data()
{
    QTest::addColumn<QByteArray>("payload");

    QTest::newRow("letters") << "abc"_ba;
    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("length too long") << "7:4hello"_ba;
    QTest::newRow("length too short") << "5:4hello"_ba;
    QTest::newRow("length of nothing") << "0:"_ba;
    QTest::newRow("no length") << ":4hello"_ba;
    QTest::newRow("negative length") << "-6:4hello"_ba;
    QTest::newRow("endless length") << QByteArray(1000, '9') + ":4";
    QTest::newRow("length that splits a character") << "2:4\xF0\x9F\x91\x8D"_ba;
    QTest::newRow("payload of version 4") << "4hello"_ba;
    QTest::newRow("pong, which is the server's") << "1:3"_ba;
}

void Engine3ProtocolTest::closesOnMalformedPayloads()
{
    QFETCH(QByteArray, payload);
    const ProfileServer server(Allowed);
    const PollingSession session = textSession(server);
    session.post(payload);
    QCOMPARE(session.poll().status, 400);
}

void Engine3ProtocolTest::answersPings()
{
    const ProfileServer server(Allowed);
    const PollingSession session = textSession(server);
    WebSocketClient client(server, Path + "?EIO=3&transport=websocket");
    client.hearAny();
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(session.post("1:2").status, 200);
        QCOMPARE(session.poll().body, "1:3");
        client.say("2");
        QCOMPARE(client.hearAny(), "3");
    }
}

void Engine3ProtocolTest::expiresASession()
{
    const ProfileServer server(Allowed, Pace);
    const PollingSession session = textSession(server);
    qint64 shortest = std::numeric_limits<qint64>::max();
    const auto isOnTime = [&] {
        QElapsedTimer elapsed;
        elapsed.start();
        WebSocketClient client(server, Path + "?EIO=3&transport=websocket");
        QElapsedTimer sinceItIsOpen;
        sinceItIsOpen.start();
        const bool isClosed = client.waitForClose();
        shortest = std::min(shortest, elapsed.elapsed());
        return isClosed && sinceItIsOpen.elapsed() < 580;
    };
    QVERIFY2(onceInTenTries(isOnTime), qPrintable(QString::number(shortest)));
    QVERIFY(shortest >= 500);
    QCOMPARE(session.post("1:2").status, 400);
}

void Engine3ProtocolTest::echoesOverAWebSocket()
{
    const ProfileServer server(Allowed);
    WebSocketClient client(server, Path + "?EIO=3&transport=websocket");
    client.hear();
    client.say("4hello");
    QCOMPARE(client.hear(), "4hello");
    client.sayBytes("\4\1\2\3\4");
    QCOMPARE(client.hear(), "<binary>\4\1\2\3\4");
    client.sayBytes("\1\2\3"); // Bytes are messages only.
    QVERIFY(client.waitForClose());
}

void Engine3ProtocolTest::closesOnTwoPollsAtOnce()
{
    const ProfileServer server(Allowed);
    const PollingSession session = textSession(server);
    const auto first = session.pendingPoll();
    QCOMPARE(session.poll().status, 400);
    QCOMPARE(first->reply().body, "1:1");
    QCOMPARE(session.poll().status, 400);
}

void Engine3ProtocolTest::closesWhenAskedTo()
{
    const ProfileServer server(Allowed);
    const PollingSession session = textSession(server);
    const auto pending = session.pendingPoll();
    QCOMPARE(session.post("1:1").status, 200);
    QCOMPARE(pending->reply().body, "1:6");
    QCOMPARE(session.poll().status, 400);
}

void Engine3ProtocolTest::upgradesToAWebSocket()
{
    const ProfileServer server(Allowed);
    const PollingSession session = textSession(server);
    WebSocketClient client(server, session.target("websocket"));
    client.say("2probe");
    QCOMPARE(client.hear(), "3probe");
    QCOMPARE(session.poll().body, "1:6");
    client.say("5");
    client.say("4hello");
    QCOMPARE(client.hear(), "4hello");
    QCOMPARE(session.poll().status, 400);
    client.sayBytes("\4\1");
    QCOMPARE(client.hear(), "<binary>\4\1");
}

void Engine3ProtocolTest::letsClientsInUnasked()
{
    const ProfileServer server(Allowed);
    const PollingSession session = textSession(server, "/socket.io/");
    QCOMPARE(session.poll().body, R"(2:4013:42["auth",{}])");
}

void Engine3ProtocolTest::refusesNamespacesWithATextAlone()
{
    const ProfileServer server(Allowed);
    WebSocketClient client(server, "/socket.io/?EIO=3&transport=websocket");
    client.hear();
    QCOMPARE(client.hear(), "40");
    QCOMPARE(client.hear(), R"(42["auth",{}])");
    client.say("40/random");
    QCOMPARE(client.hear(), R"(44/random,"Invalid namespace")");
    client.say("40/custom?token=a%20b");
    QCOMPARE(client.hear(), "40/custom,");
    QCOMPARE(client.hear(), R"(42/custom,["auth",{"token":"a b"}])");
}

void Engine3ProtocolTest::repeatsMessages()
{
    const ProfileServer server(Allowed);
    WebSocketClient client(server, "/socket.io/?EIO=3&transport=websocket");
    client.hear();
    client.hear();
    client.hear();
    client.say(R"(42["message",1.0])");
    QCOMPARE(client.hear(), R"(42["message-back",1.0])");
    client.say(R"(451-7["message-with-ack",{"_placeholder":true,"num":0}])");
    client.sayBytes("\4xyz");
    QCOMPARE(client.hear(), R"(461-7[{"_placeholder":true,"num":0}])");
    QCOMPARE(client.hear(), "<binary>\4xyz");
}

void Engine3ProtocolTest::stillSpeaksVersion4()
{
    const ProfileServer server(Allowed);
    const PollingSession session(server, Path);
    session.post("4hello\x1e"
                 "bAQIDBA==");
    QCOMPARE(session.poll().body,
             "4hello\x1e"
             "bAQIDBA==");
}

QTEST_GUILESS_MAIN(Engine3ProtocolTest)
#include "tst_engine3protocol.moc"
