// SPDX-License-Identifier: GPL-3.0-or-later
// The plain HTTP and WebSocket side of the protocol profile.
#include "tests/scenario/profileserver.h"

#include <QTest>

#include <deque>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ProtocolRoutesTest : public QObject
{
    Q_OBJECT

private slots:
    void echoesWebSocketMessages();
    void echoesHugeMessages();
    void echoesAMessageInManyFragments();
    void closesOnGiganticMessages();
    void repeatsTheBody();
    void limitsTheBody();
    void answersAtTheRoot();
    void saysWhatIsAllowed_data();
    void saysWhatIsAllowed();
    void showsHeaders();
    void showsCookies();
    void returnsJson_data();
    void returnsJson();
    void refusesOtherTexts_data();
    void refusesOtherTexts();
    void holdsThousandsOfSessions();
    void takesAFlood();

private:
    static RawReply ask(const ProfileServer &server, const QByteArray &method,
                        const QByteArray &target, const QByteArray &headers = {})
    {
        return RawClient(server.port()).ask(ProfileServer::request(method, target, headers));
    }
};

void ProtocolRoutesTest::echoesWebSocketMessages() // D19
{
    const ProfileServer server;
    WebSocketClient client(server, "/ws-echo");
    client.say("text");
    QCOMPARE(client.hear(), "text");
    client.sayBytes("bytes");
    QCOMPARE(client.hear(), "<binary>bytes");
    client.say("");
    QCOMPARE(client.hear(), "");
}

void ProtocolRoutesTest::echoesHugeMessages() // D19
{
    const ProfileServer server;
    WebSocketClient client(server, "/ws-echo");
    const QByteArray huge(16 << 20, 'x');
    client.sayBytes(huge);
    QVERIFY(client.hear() == "<binary>" + huge);
}

void ProtocolRoutesTest::echoesAMessageInManyFragments() // D19
{
    constexpr int Fragments = 65536;
    // Masked with zeros, so that each byte stands as it is.
    const auto fragment = [](char head, char byte) {
        return QByteArray(1, head) + '\x81' + QByteArray(4, '\0') + byte;
    };
    const ProfileServer server;
    RawClient client(server.port());
    client.send(ProfileServer::request("GET", "/ws-echo",
                                       "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                                       "Sec-WebSocket-Version: 13\r\n"
                                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
    QCOMPARE(client.reply().status, 101);
    QByteArray message = fragment('\x02', 'a');
    for (int i = 2; i < Fragments; ++i)
        message += fragment('\x00', 'b');
    client.send(message + fragment('\x80', 'c'));
    // One frame of 127, which is a length of eight bytes.
    const QByteArray echo = client.read(10 + Fragments);
    QCOMPARE(echo.left(10), QByteArray("\x82\x7f\0\0\0\0\0\1\0\0", 10));
    QVERIFY(echo.mid(10) == 'a' + QByteArray(Fragments - 2, 'b') + 'c');
}

void ProtocolRoutesTest::closesOnGiganticMessages() // D19
{
    const ProfileServer server;
    WebSocketClient client(server, "/ws-echo");
    client.sayBytes(QByteArray(18 << 20, 'x'));
    QVERIFY(client.waitForClose());
    QCOMPARE(client.closeCode(), 1009);
}

void ProtocolRoutesTest::repeatsTheBody() // D20
{
    const ProfileServer server;
    const QByteArray body("any\0bytes\xff", 10);
    const RawReply reply = server.post("/", body, "application/x-anything");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, body);
    QCOMPARE(reply.headers.value("content-type"), "application/x-anything");
}

void ProtocolRoutesTest::limitsTheBody() // D20
{
    const ProfileServer server;
    QCOMPARE(server.post("/", QByteArray(1'000'000, 'x')).status, 200);
    QCOMPARE(server.post("/", QByteArray(1'100'000, 'x')).status, 413);
}

void ProtocolRoutesTest::answersAtTheRoot() // D20
{
    const ProfileServer server;
    const RawReply reply = server.get("/");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, "OK");
    QCOMPARE(ask(server, "HEAD", "/").status, 200);
    QCOMPARE(server.get("/nowhere").status, 404);
}

void ProtocolRoutesTest::saysWhatIsAllowed_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QList<int>>("statuses");
    QTest::addColumn<bool>("lists");

    QTest::newRow("server-wide") << "OPTIONS"_ba
                                 << "*"_ba << QList{200, 204} << false;
    QTest::newRow("root") << "OPTIONS"_ba
                          << "/"_ba << QList{200, 204} << true;
    QTest::newRow("PUT to the root") << "PUT"_ba
                                     << "/"_ba << QList{405} << true;
    QTest::newRow("DELETE of the root") << "DELETE"_ba
                                        << "/"_ba << QList{405} << true;
    QTest::newRow("POST to the headers") << "POST"_ba
                                         << "/echo"_ba << QList{405} << true;
    QTest::newRow("GET of the parser") << "GET"_ba
                                       << "/json"_ba << QList{405} << true;
    QTest::newRow("TRACE") << "TRACE"_ba
                           << "/"_ba << QList{405, 501} << false;
    QTest::newRow("CONNECT") << "CONNECT"_ba
                             << "localhost:80"_ba << QList{405, 501} << false;
}

void ProtocolRoutesTest::saysWhatIsAllowed() // D20
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QList<int>, statuses);
    QFETCH(bool, lists);
    const ProfileServer server;
    const RawReply reply = ask(server, method, target);
    QVERIFY2(statuses.contains(reply.status), qPrintable(QString::number(reply.status)));
    if (lists)
        QVERIFY(reply.headers.value("allow").contains("OPTIONS"));
}

void ProtocolRoutesTest::showsHeaders() // D20
{
    const ProfileServer server;
    const RawReply reply = ask(server, "GET", "/echo", "X-Test: a b\r\nX-Test: c\r\n");
    QCOMPARE(reply.status, 200);
    const QByteArray text = reply.body.toLower();
    QVERIFY(text.contains("host: localhost\n"));
    QVERIFY(text.contains("x-test: a b\nx-test: c\n"));
}

void ProtocolRoutesTest::showsCookies() // D20
{
    const ProfileServer server;
    QCOMPARE(ask(server, "GET", "/cookie", "Cookie: a=1; b=x=y;c=\r\n").body, "a=1\nb=x=y\nc=\n");
    QCOMPARE(ask(server, "GET", "/cookie", "Cookie: nonsense; =; d=4\r\n").body, "d=4\n");
    QCOMPARE(ask(server, "GET", "/cookie").body, "");
}

void ProtocolRoutesTest::returnsJson_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("object") << R"({"b":[1,2.50,1e3],"a":null})"_ba;
    QTest::newRow("bare string") << R"("\u00e4")"_ba;
    QTest::newRow("bare number") << "-0.1"_ba;
    QTest::newRow("true") << "true"_ba;
}

void ProtocolRoutesTest::returnsJson() // D21
{
    QFETCH(QByteArray, text);
    const ProfileServer server;
    const RawReply reply = server.post("/json", " " + text + "\n", "application/json");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.headers.value("content-type"), "application/json");
    QCOMPARE(reply.body, text);
}

void ProtocolRoutesTest::refusesOtherTexts_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("cut") << "[1"_ba;
    QTest::newRow("trailing comma") << "[1,]"_ba;
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF{}"_ba;
    QTest::newRow("half a character") << R"("\ud800")"_ba;
    QTest::newRow("invalid UTF-8") << "\"\xFF\""_ba;
    QTest::newRow("a hundred thousand brackets") << QByteArray(100'000, '[');
}

void ProtocolRoutesTest::refusesOtherTexts() // D21
{
    QFETCH(QByteArray, text);
    const ProfileServer server;
    QCOMPARE(server.post("/json", text, "application/json").status, 400);
}

void ProtocolRoutesTest::holdsThousandsOfSessions() // D22
{
    const ProfileServer server;
    constexpr int Connections = 50;
    constexpr int SessionsOfEach = 100; // One after the other: each waits for its open packet.
    const QByteArray handshake =
        ProfileServer::request("GET", "/socket.io/?EIO=4&transport=polling");
    std::deque<RawClient> clients;
    for (int i = 0; i < Connections; ++i)
        clients.emplace_back(server.port()).send(handshake.repeated(SessionsOfEach));
    for (RawClient &client : clients) {
        for (int i = 0; i < SessionsOfEach; ++i)
            QCOMPARE(client.reply().status, 200);
    }
}

void ProtocolRoutesTest::takesAFlood() // D22
{
    const ProfileServer server;
    WebSocketClient client(server, "/socket.io/?EIO=4&transport=websocket");
    client.hear();
    client.say("40");
    client.hear();
    client.hear();
    // In bursts, because a client that does not listen in between answers no pings.
    constexpr int Bursts = 20;
    constexpr int Many = 500;
    for (int burst = 0; burst < Bursts; ++burst) {
        for (int i = 0; i < Many; ++i)
            client.say("42[\"message\"," + QByteArray::number(i) + ']');
        for (int i = 0; i < Many; ++i)
            QCOMPARE(client.hear(), "42[\"message-back\"," + QByteArray::number(i) + ']');
    }
}

QTEST_GUILESS_MAIN(ProtocolRoutesTest)
#include "tst_protocolroutes.moc"
