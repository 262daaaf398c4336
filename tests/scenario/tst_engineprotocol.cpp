// SPDX-License-Identifier: GPL-3.0-or-later
// Engine.IO revision 4 as its published text has it, against a whole server: raw echo at
// /engine.io/.
#include "tests/scenario/profileserver.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Path = "/engine.io/";
const QByteArray WebSocketTarget = Path + "?EIO=4&transport=websocket";
const auto Pace = ProtocolProfile::paceOf(ProfileServer::Suite::Protocol);

QJsonObject openPacket(const QByteArray &body)
{
    return QJsonDocument::fromJson(body.mid(1)).object();
}

} // namespace

class EngineProtocolTest : public QObject
{
    Q_OBJECT

private slots:
    void opensASession_data();
    void opensASession();
    void keepsToThePayloadLimit();
    void expiresASessionOnTime();
    void pingsAndAcceptsPongs_data();
    void pingsAndAcceptsPongs();
    void closesASilentWebSocket();
    void echoesPayloads_data();
    void echoesPayloads();
    void echoesOverAWebSocket();
    void takesTheFirstSubprotocolOffered();
    void keepsItsSessionsToItself();
    void refusesBadRequests_data();
    void refusesBadRequests();
    void refusesBadWebSockets_data();
    void refusesBadWebSockets();
    void closesOnMalformedPayloads_data();
    void closesOnMalformedPayloads();
    void closesOnMalformedMessages();
    void closesOnTwoPollsAtOnce();
    void closesOnTwoPostsAtOnce();
    void closesWhenAPollIsAborted();
    void closesWhenAskedTo();
    void closesAWebSocketWhenAskedTo();
    void upgradesToAWebSocket();
    void releasesAPendingPollForTheUpgrade();
    void staysOnPollingWhenTheProbeFails_data();
    void staysOnPollingWhenTheProbeFails();
    void refusesASecondWebSocket();
    void tellsPagesOfOtherOriginsEverything_data();
    void tellsPagesOfOtherOriginsEverything();
    void answersPreflights();
};

void EngineProtocolTest::opensASession_data()
{
    QTest::addColumn<bool>("overWebSocket");

    QTest::newRow("polling") << false;
    QTest::newRow("WebSocket") << true;
}

void EngineProtocolTest::opensASession() // D1, D2, D3
{
    QFETCH(bool, overWebSocket);
    const ProfileServer server(ProfileServer::Suite::Protocol, Pace);
    QByteArray body;
    if (overWebSocket) {
        WebSocketClient client(server, WebSocketTarget);
        body = client.hearAny();
    } else {
        const RawReply reply = PollingSession(server, Path).opened();
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.headers.value("content-type"), "text/plain; charset=UTF-8");
        body = reply.body;
    }
    QVERIFY(body.startsWith("0{"));
    const QJsonObject open = openPacket(body);
    QStringList keys = open.keys();
    QCOMPARE(keys,
             (QStringList{u"maxPayload"_s, u"pingInterval"_s, u"pingTimeout"_s, u"sid"_s,
                          u"upgrades"_s}));
    QCOMPARE(open["pingInterval"_L1].toInt(), 300);
    QCOMPARE(open["pingTimeout"_L1].toInt(), 200);
    QCOMPARE(open["maxPayload"_L1].toInt(), 1'000'000);
    QVERIFY(open["sid"_L1].toString().size() >= 22);
    const QJsonArray upgrades = overWebSocket ? QJsonArray() : QJsonArray{u"websocket"_s};
    QCOMPARE(open["upgrades"_L1].toArray(), upgrades);
}

void EngineProtocolTest::keepsToThePayloadLimit() // D2
{
    const ProfileServer server;
    const PollingSession session(server, Path);
    QCOMPARE(session.post('4' + QByteArray(999'999, 'x')).status, 200);
    QCOMPARE(session.post('4' + QByteArray(1'000'000, 'x')).status, 413);

    WebSocketClient client(server, WebSocketTarget);
    client.hear();
    client.say('4' + QByteArray(999'999, 'x'));
    QCOMPARE(client.hear().size(), 1'000'000);
    client.say('4' + QByteArray(1'000'000, 'x'));
    QVERIFY(client.waitForClose());
    QCOMPARE(client.closeCode(), 1009);
}

void EngineProtocolTest::expiresASessionOnTime() // D4
{
    const ProfileServer server(ProfileServer::Suite::Protocol, Pace);
    const PollingSession session(server, Path);
    QElapsedTimer sinceAnswer;
    sinceAnswer.start();
    QTRY_VERIFY(sinceAnswer.elapsed() >= 500);
    const RawReply late = session.poll();
    QCOMPARE(late.status, 400);
    QCOMPARE(late.body, R"({"code":1,"message":"Session ID unknown"})");

    qint64 shortest = std::numeric_limits<qint64>::max();
    const auto isPingedOnTime = [&] {
        QElapsedTimer elapsed;
        elapsed.start();
        const PollingSession punctual(server, Path);
        QElapsedTimer sinceItIsOpen;
        sinceItIsOpen.start();
        if (punctual.poll().body != "2")
            return false; // Held up until the session had expired.
        shortest = std::min(shortest, elapsed.elapsed());
        return sinceItIsOpen.elapsed() < 360;
    };
    QVERIFY2(onceInTenTries(isPingedOnTime), qPrintable(QString::number(shortest)));
    QVERIFY(shortest >= 300);
}

void EngineProtocolTest::pingsAndAcceptsPongs_data()
{
    opensASession_data();
}

void EngineProtocolTest::pingsAndAcceptsPongs() // D1
{
    QFETCH(bool, overWebSocket);
    const ProfileServer server(ProfileServer::Suite::Protocol, ProfileServer::OftenPinging);
    const PollingSession session(server, Path);
    WebSocketClient client(server, WebSocketTarget);
    client.hearAny();
    for (int i = 0; i < 3; ++i) {
        if (overWebSocket) {
            QCOMPARE(client.hearAny(), "2");
            client.say("3");
        } else {
            QCOMPARE(session.poll().body, "2");
            QCOMPARE(session.post("3").status, 200);
        }
    }
}

void EngineProtocolTest::closesASilentWebSocket() // D1
{
    const ProfileServer server(ProfileServer::Suite::Protocol, Pace);
    qint64 shortest = std::numeric_limits<qint64>::max();
    const auto isOnTime = [&] {
        QElapsedTimer elapsed;
        elapsed.start();
        WebSocketClient client(server, WebSocketTarget);
        QElapsedTimer sinceItIsOpen;
        sinceItIsOpen.start();
        const bool isClosed = client.waitForClose();
        shortest = std::min(shortest, elapsed.elapsed());
        return isClosed && sinceItIsOpen.elapsed() < 580;
    };
    QVERIFY2(onceInTenTries(isOnTime), qPrintable(QString::number(shortest)));
    QVERIFY(shortest >= 500);
}

void EngineProtocolTest::echoesPayloads_data()
{
    QTest::addColumn<QByteArray>("payload");

    QTest::newRow("one packet") << "4hello"_ba;
    QTest::newRow("several packets") << "4test1\x1e"
                                        "4test2\x1e"
                                        "4test3"_ba;
    QTest::newRow("text and bytes") << "4hello\x1e"
                                       "bAQIDBA=="_ba;
    QTest::newRow("empty message") << "4"_ba;
    QTest::newRow("empty bytes") << "b"_ba;
    QTest::newRow("characters beyond ASCII") << "4\xE2\x82\xAC \xF0\x9F\x91\x8D"_ba;
}

void EngineProtocolTest::echoesPayloads() // D5, D14
{
    QFETCH(QByteArray, payload);
    const ProfileServer server;
    const PollingSession session(server, Path);
    const RawReply posted = session.post(payload);
    QCOMPARE(posted.status, 200);
    QCOMPARE(posted.body, "ok");
    const RawReply polled = session.poll();
    QCOMPARE(polled.status, 200);
    QCOMPARE(polled.body, payload);
}

void EngineProtocolTest::echoesOverAWebSocket() // D5
{
    const ProfileServer server;
    WebSocketClient client(server, WebSocketTarget);
    client.hear();
    client.say("4hello");
    QCOMPARE(client.hear(), "4hello");
    client.sayBytes("\1\2\3\4");
    QCOMPARE(client.hear(), "<binary>\1\2\3\4");
}

void EngineProtocolTest::takesTheFirstSubprotocolOffered()
{
    const ProfileServer server;
    const QByteArray upgrade =
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const auto open = [&](const QByteArray &offer) {
        return RawClient(server.port())
            .ask(ProfileServer::request("GET", WebSocketTarget, upgrade + offer));
    };
    const RawReply offered = open("Sec-WebSocket-Protocol: x, y\r\n");
    QCOMPARE(offered.status, 101);
    QCOMPARE(offered.headers.value("sec-websocket-protocol"), "x"_ba);
    const RawReply plain = open({});
    QCOMPARE(plain.status, 101);
    QVERIFY(!plain.headers.contains("sec-websocket-protocol"));
}

void EngineProtocolTest::keepsItsSessionsToItself() // D5
{
    const ProfileServer server;
    const PollingSession raw(server, Path);
    QCOMPARE(server.get("/socket.io/?EIO=4&transport=polling&sid=" + raw.sid()).status, 400);
    QCOMPARE(raw.post("4still here").status, 200);
}

void EngineProtocolTest::refusesBadRequests_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");

    const auto fault = [](int code, const QByteArray &message) {
        return R"({"code":)" + QByteArray::number(code) + R"(,"message":")" + message + R"("})";
    };
    const QByteArray version = fault(5, "Unsupported protocol version");
    const QByteArray transport = fault(0, "Transport unknown");
    const QByteArray session = fault(1, "Session ID unknown");
    const QByteArray method = fault(2, "Bad handshake method");
    const QByteArray request = fault(3, "Bad request");
    QTest::newRow("no version") << "GET"_ba
                                << "transport=polling"_ba << version;
    QTest::newRow("letters as version") << "GET"_ba
                                        << "EIO=abc&transport=polling"_ba << version;
    QTest::newRow("version 3") << "GET"_ba
                               << "EIO=3&transport=polling"_ba << version;
    QTest::newRow("endless version") << "GET"_ba
                                     << "transport=polling&EIO=" + QByteArray(5000, '4') << version;
    QTest::newRow("no transport") << "GET"_ba
                                  << "EIO=4"_ba << transport;
    QTest::newRow("unknown transport") << "GET"_ba
                                       << "EIO=4&transport=abc"_ba << transport;
    QTest::newRow("no query") << "GET"_ba
                              << ""_ba << transport;
    QTest::newRow("a WebSocket without one") << "GET"_ba
                                             << "EIO=4&transport=websocket"_ba << request;
    QTest::newRow("unknown session") << "GET"_ba
                                     << "EIO=4&transport=polling&sid=abcdefghi"_ba << session;
    QTest::newRow("session of this form, but unknown")
        << "GET"_ba
        << "EIO=4&transport=polling&sid=00AAAAAAAAAAAAAAAAAAAAAA"_ba << session;
    QTest::newRow("session of a thread that is not there")
        << "GET"_ba
        << "EIO=4&transport=polling&sid=zzAAAAAAAAAAAAAAAAAAAAAA"_ba << session;
    QTest::newRow("POST to an unknown session")
        << "POST"_ba
        << "EIO=4&transport=polling&sid=01AAAAAAAAAAAAAAAAAAAAAA"_ba << session;
    QTest::newRow("POST without a session") << "POST"_ba
                                            << "EIO=4&transport=polling"_ba << method;
    QTest::newRow("PUT without a session") << "PUT"_ba
                                           << "EIO=4&transport=polling"_ba << method;
}

void EngineProtocolTest::refusesBadRequests() // D13
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, body);
    const ProfileServer server;
    const QByteArray headers = method == "GET" ? "" : "Content-Length: 1\r\n";
    const RawReply reply = RawClient(server.port())
                               .ask(ProfileServer::request(method, Path + '?' + query, headers)
                                    + (method == "GET" ? "" : "4"));
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.headers.value("content-type"), "application/json");
    QCOMPARE(reply.body, body);
}

void EngineProtocolTest::refusesBadWebSockets_data()
{
    QTest::addColumn<QByteArray>("query");

    QTest::newRow("no version") << "transport=websocket"_ba;
    QTest::newRow("letters as version") << "EIO=abc&transport=websocket"_ba;
    QTest::newRow("no transport") << "EIO=4"_ba;
    QTest::newRow("unknown transport") << "EIO=4&transport=abc"_ba;
    QTest::newRow("polling") << "EIO=4&transport=polling"_ba;
    QTest::newRow("unknown session") << "EIO=4&transport=websocket&sid=abcdefghi"_ba;
    QTest::newRow("foreign session") << "EIO=4&transport=websocket&sid=01AAAAAAAAAAAAAAAAAAAAAA"_ba;
}

void EngineProtocolTest::refusesBadWebSockets() // D13
{
    QFETCH(QByteArray, query);
    const ProfileServer server;
    const WebSocketClient client(server, Path + '?' + query);
    QVERIFY(!client.isOpen());
}

void EngineProtocolTest::closesOnMalformedPayloads_data()
{
    QTest::addColumn<QByteArray>("payload");

    QTest::newRow("letters") << "abc"_ba;
    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("unknown type") << "7"_ba;
    QTest::newRow("empty packet between others") << "4a\x1e\x1e"
                                                    "4b"_ba;
    QTest::newRow("bytes that are not base64") << "b????"_ba;
    QTest::newRow("ping, which is the server's") << "2"_ba;
    QTest::newRow("upgrade over polling") << "5"_ba;
    QTest::newRow("open from a client") << "0"_ba;
    QTest::newRow("invalid UTF-8") << "4\xFF"_ba;
    QTest::newRow("thousands of packets") << "4a"
            + QByteArray("\x1e"
                         "4a")
                  .repeated(5000);
}

void EngineProtocolTest::closesOnMalformedPayloads() // D15
{
    QFETCH(QByteArray, payload);
    const ProfileServer server;
    const PollingSession session(server, Path);
    const RawReply reply = session.post(payload);
    QVERIFY(reply.status == 400 || (payload.size() == 1 && reply.status == 200));
    QCOMPARE(session.poll().status, 400);
}

void EngineProtocolTest::closesOnMalformedMessages()
{
    const ProfileServer server;
    WebSocketClient client(server, WebSocketTarget);
    client.hear();
    client.say("abc");
    QVERIFY(client.waitForClose());
}

void EngineProtocolTest::closesOnTwoPollsAtOnce() // D15
{
    const ProfileServer server;
    const PollingSession session(server, Path);
    const auto first = session.pendingPoll();
    QCOMPARE(session.poll().status, 400);
    const RawReply answer = first->reply();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, "1");
    QCOMPARE(session.poll().status, 400);
}

void EngineProtocolTest::closesOnTwoPostsAtOnce() // D15
{
    const ProfileServer server;
    const PollingSession session(server, Path);
    RawClient first(server.port());
    first.send(ProfileServer::request("POST", session.target(), "Content-Length: 6\r\n") + "4he");
    for (int i = 0; i < 4; ++i) // Until both threads have seen what was sent before.
        server.get("/");
    QCOMPARE(session.post("4second").status, 400);
    first.send("llo");
    QCOMPARE(first.reply().status, 400);
    QCOMPARE(session.poll().status, 400);
}

void EngineProtocolTest::closesWhenAPollIsAborted() // D15
{
    const ProfileServer server;
    const PollingSession session(server, Path);
    auto poll = session.pendingPoll();
    poll->socket().abort();
    QTRY_COMPARE(session.post("3").status, 400); // Long before a ping could time out.
}

void EngineProtocolTest::closesWhenAskedTo() // D16
{
    const ProfileServer server;
    const PollingSession session(server, Path);
    const auto pending = session.pendingPoll();
    QCOMPARE(session.post("1").status, 200);
    const RawReply answer = pending->reply();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, "6");
    QCOMPARE(session.poll().status, 400);
}

void EngineProtocolTest::closesAWebSocketWhenAskedTo() // D16
{
    const ProfileServer server;
    WebSocketClient client(server, WebSocketTarget);
    client.hear();
    client.say("1");
    QVERIFY(client.waitForClose());
}

void EngineProtocolTest::upgradesToAWebSocket() // D17
{
    const ProfileServer server;
    const PollingSession session(server, Path);
    session.post("4before");
    WebSocketClient client(server, session.target("websocket"));
    QVERIFY(client.isOpen());
    client.say("2probe");
    QCOMPARE(client.hear(), "3probe");
    QCOMPARE(session.poll().body, "4before");
    QCOMPARE(session.poll().body, "6");
    session.post("4waits for the upgrade");
    client.say("5");
    QCOMPARE(client.hear(), "4waits for the upgrade");
    client.say("4hello");
    QCOMPARE(client.hear(), "4hello");
    const RawReply late = session.poll();
    QCOMPARE(late.status, 400);
    QCOMPARE(late.body, R"({"code":3,"message":"Bad request"})");
    QCOMPARE(session.post("4x").status, 400);
    client.say("4still here");
    QCOMPARE(client.hear(), "4still here");
    client.close();
    QTRY_COMPARE(session.poll().body, R"({"code":1,"message":"Session ID unknown"})");
}

void EngineProtocolTest::releasesAPendingPollForTheUpgrade() // D17
{
    const ProfileServer server;
    const PollingSession session(server, Path);
    const auto pending = session.pendingPoll();
    WebSocketClient client(server, session.target("websocket"));
    client.say("2probe");
    QCOMPARE(client.hear(), "3probe");
    QCOMPARE(pending->reply().body, "6");
}

void EngineProtocolTest::staysOnPollingWhenTheProbeFails_data()
{
    QTest::addColumn<QByteArray>("said");

    QTest::newRow("upgrade without a probe") << "5"_ba;
    QTest::newRow("message without a probe") << "4hello"_ba;
    QTest::newRow("another probe") << "2"_ba;
    QTest::newRow("nothing at all") << QByteArray();
}

void EngineProtocolTest::staysOnPollingWhenTheProbeFails() // D17
{
    QFETCH(QByteArray, said);
    const ProfileServer server;
    const PollingSession session(server, Path);
    WebSocketClient client(server, session.target("websocket"));
    if (said.isNull())
        client.close();
    else
        client.say(said);
    QVERIFY(client.waitForClose());
    session.post("4hello");
    QCOMPARE(session.poll().body, "4hello");
}

void EngineProtocolTest::refusesASecondWebSocket() // D17
{
    const ProfileServer server;
    const PollingSession session(server, Path);
    WebSocketClient first(server, session.target("websocket"));
    first.say("2probe");
    QCOMPARE(first.hear(), "3probe");
    WebSocketClient whileProbing(server, session.target("websocket"));
    QVERIFY(whileProbing.waitForClose());
    first.say("5");
    WebSocketClient afterwards(server, session.target("websocket"));
    QVERIFY(afterwards.waitForClose());
    first.say("4hello");
    QCOMPARE(first.hear(), "4hello");
}

void EngineProtocolTest::tellsPagesOfOtherOriginsEverything_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");

    QTest::newRow("raw") << "/engine.io/?EIO=4&transport=polling"_ba << 200;
    QTest::newRow("raw, refused") << "/engine.io/?EIO=4&transport=abc"_ba << 400;
    QTest::newRow("Socket.IO") << "/socket.io/?EIO=4&transport=polling"_ba << 200;
    QTest::newRow("Socket.IO, refused") << "/socket.io/?EIO=4"_ba << 400;
    QTest::newRow("without the last slash") << "/engine.io?EIO=4&transport=polling"_ba << 200;
}

void EngineProtocolTest::tellsPagesOfOtherOriginsEverything() // D18
{
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    const ProfileServer server;
    const RawReply reply =
        RawClient(server.port())
            .ask(ProfileServer::request("GET", target, "Origin: https://page.example\r\n"));
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.headers.value("access-control-allow-origin"), "https://page.example");
}

void EngineProtocolTest::answersPreflights() // D18
{
    const ProfileServer server;
    for (const QByteArray method : {"PUT", "POST"}) {
        const RawReply reply =
            RawClient(server.port())
                .ask(ProfileServer::request("OPTIONS", "/engine.io/?EIO=4&transport=polling",
                                            "Origin: https://page.example\r\n"
                                            "Access-Control-Request-Method: "
                                                + method + "\r\n"));
        QVERIFY(reply.status / 100 == 2);
        QCOMPARE(reply.headers.value("access-control-allow-origin"), "https://page.example");
        QVERIFY(reply.headers.value("access-control-allow-methods").contains(method));
    }
}

QTEST_GUILESS_MAIN(EngineProtocolTest)
#include "tst_engineprotocol.moc"
