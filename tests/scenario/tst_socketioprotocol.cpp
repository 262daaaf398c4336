// SPDX-License-Identifier: GPL-3.0-or-later
// Socket.IO revision 5 as its published text has it, against a whole server.
#include "tests/scenario/profileserver.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Target = "/socket.io/?EIO=4&transport=websocket";

} // namespace

class SocketIoProtocolTest : public QObject
{
    Q_OBJECT

private slots:
    void letsClientsIn_data();
    void letsClientsIn();
    void refusesUnknownNamespaces();
    void repeatsMessages_data();
    void repeatsMessages();
    void repeatsBinaryMessages();
    void repeatsBinaryMessagesOverPolling();
    void waitsForAConnectOnlySoLong();
    void staysOpenAfterTheLastNamespace();
    void leavesOneNamespaceOnly();
    void closesOnNonsense_data();
    void closesOnNonsense();
    void survivesDeepNesting();
    void joinsWhileStillPolling();

private:
    //! \return a client that is in the main namespace and has heard all about it.
    static std::unique_ptr<WebSocketClient> connectTo(const ProfileServer &server);
};

std::unique_ptr<WebSocketClient> SocketIoProtocolTest::connectTo(const ProfileServer &server)
{
    auto client = std::make_unique<WebSocketClient>(server, Target);
    client->hear(); // The open packet.
    client->say("40");
    client->hear();
    client->hear(); // "auth"
    return client;
}

void SocketIoProtocolTest::letsClientsIn_data()
{
    QTest::addColumn<QByteArray>("connect");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QByteArray>("event");

    QTest::newRow("main") << "40"_ba
                          << R"(^40\{"sid":"[\w-]{20,}"\}$)"
                          << R"(42["auth",{}])"_ba;
    QTest::newRow("main with a payload") << R"(40{"token":"123"})"_ba
                                         << R"(^40\{"sid":"[\w-]{20,}"\}$)"
                                         << R"(42["auth",{"token":"123"}])"_ba;
    QTest::newRow("custom") << "40/custom,"_ba
                            << R"(^40/custom,\{"sid":"[\w-]{20,}"\}$)"
                            << R"(42/custom,["auth",{}])"_ba;
    QTest::newRow("custom without the comma") << "40/custom"_ba
                                              << R"(^40/custom,\{"sid":"[\w-]{20,}"\}$)"
                                              << R"(42/custom,["auth",{}])"_ba;
    QTest::newRow("custom with a payload") << R"(40/custom,{"token":"abc"})"_ba
                                           << R"(^40/custom,\{"sid":"[\w-]{20,}"\}$)"
                                           << R"(42/custom,["auth",{"token":"abc"}])"_ba;
}

void SocketIoProtocolTest::letsClientsIn() // D6, D7, D11
{
    QFETCH(QByteArray, connect);
    QFETCH(QString, answer);
    QFETCH(QByteArray, event);
    const ProfileServer server;
    WebSocketClient client(server, Target);
    client.hear();
    client.say(connect);
    const QByteArray heard = client.hear();
    QVERIFY2(QString::fromUtf8(heard).contains(QRegularExpression(answer)), heard.constData());
    QCOMPARE(client.hear(), event);
}

void SocketIoProtocolTest::refusesUnknownNamespaces() // D6, D11
{
    const ProfileServer server;
    WebSocketClient client(server, Target);
    client.hear();
    for (const QByteArray &connect : {"40/random"_ba, "40/random,"_ba, "40/random,{}"_ba}) {
        client.say(connect);
        QCOMPARE(client.hear(), R"(44/random,{"message":"Invalid namespace"})");
    }
    QVERIFY(client.isOpen());
}

void SocketIoProtocolTest::repeatsMessages_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArray>("heard");

    QTest::newRow("as it is written") << R"(42["message",1,"2",{"3":[true]}])"_ba
                                      << R"(42["message-back",1,"2",{"3":[true]}])"_ba;
    QTest::newRow("no arguments") << R"(42["message"])"_ba
                                  << R"(42["message-back"])"_ba;
    QTest::newRow("key order and digits")
        << R"(42["message",{"b":1.50,"a":-0,"__proto__":{}},12345678901234567890])"_ba
        << R"(42["message-back",{"b":1.50,"a":-0,"__proto__":{}},12345678901234567890])"_ba;
    QTest::newRow("acknowledged") << R"(42456["message-with-ack",1,"2",{"3":[false]}])"_ba
                                  << R"(43456[1,"2",{"3":[false]}])"_ba;
    QTest::newRow("acknowledged, id 0") << R"(420["message-with-ack"])"_ba
                                        << "430[]"_ba;
    QTest::newRow("characters beyond ASCII") << "42[\"message\",\"\xF0\x9F\x91\x8D\"]"_ba
                                             << "42[\"message-back\",\"\xF0\x9F\x91\x8D\"]"_ba;
    QTest::newRow("a placeholder without attachments is an object like others")
        << R"(42["message",{"_placeholder":true,"num":0}])"_ba
        << R"(42["message-back",{"_placeholder":true,"num":0}])"_ba;
}

void SocketIoProtocolTest::repeatsMessages() // D8
{
    QFETCH(QByteArray, said);
    QFETCH(QByteArray, heard);
    const ProfileServer server;
    const auto client = connectTo(server);
    client->say(said);
    QCOMPARE(client->hear(), heard);
}

void SocketIoProtocolTest::repeatsBinaryMessages() // D8
{
    const ProfileServer server;
    const auto client = connectTo(server);
    const QByteArray placeholders =
        R"({"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])";
    client->say(R"(452-["message",)" + placeholders);
    client->sayBytes("\1\2\3");
    client->sayBytes("\4\5\6");
    QCOMPARE(client->hear(), R"(452-["message-back",)" + placeholders);
    QCOMPARE(client->hear(), "<binary>\1\2\3");
    QCOMPARE(client->hear(), "<binary>\4\5\6");
    client->say(R"(452-789["message-with-ack",)" + placeholders);
    client->sayBytes("\1\2\3");
    client->sayBytes("\4\5\6");
    QCOMPARE(client->hear(), "462-789[" + placeholders);
    QCOMPARE(client->hear(), "<binary>\1\2\3");
    QCOMPARE(client->hear(), "<binary>\4\5\6");
}

void SocketIoProtocolTest::repeatsBinaryMessagesOverPolling() // D8, D14
{
    const ProfileServer server;
    const PollingSession session(server, "/socket.io/");
    session.post("40");
    QVERIFY(session.poll().body.endsWith("\x1e"
                                         "42[\"auth\",{}]"));
    session.post("451-[\"message\",{\"_placeholder\":true,\"num\":0}]\x1e"
                 "bAQIDBA==");
    QCOMPARE(session.poll().body,
             "451-[\"message-back\",{\"_placeholder\":true,\"num\":0}]\x1e"
             "bAQIDBA==");
}

void SocketIoProtocolTest::waitsForAConnectOnlySoLong() // D9
{
    ProfileServer::Pace pace = ProfileServer::OftenPinging;
    pace.connectTimeout = ProtocolProfile::paceOf(ProfileServer::Suite::Protocol).connectTimeout;
    const ProfileServer server(ProfileServer::Suite::Protocol, pace);
    qint64 shortest = std::numeric_limits<qint64>::max();
    const auto isOnTime = [&] {
        QElapsedTimer elapsed;
        elapsed.start();
        WebSocketClient client(server, Target);
        QElapsedTimer sinceItIsOpen;
        sinceItIsOpen.start();
        while (client.isOpen()) { // Answering pings does not help.
            if (client.hearAny() == "2")
                client.say("3");
        }
        shortest = std::min(shortest, elapsed.elapsed());
        return sinceItIsOpen.elapsed() < 1150;
    };
    QVERIFY2(onceInTenTries(isOnTime), qPrintable(QString::number(shortest)));
    QVERIFY(shortest >= 1000);
}

void SocketIoProtocolTest::staysOpenAfterTheLastNamespace() // D10
{
    const ProfileServer server(ProfileServer::Suite::Protocol, ProfileServer::OftenPinging);
    const auto client = connectTo(server);
    client->say("41");
    QCOMPARE(client->hearAny(), "2");
    client->say("3");
    QCOMPARE(client->hearAny(), "2");
    QVERIFY(client->isOpen());
}

void SocketIoProtocolTest::leavesOneNamespaceOnly() // D11
{
    const ProfileServer server;
    const auto client = connectTo(server);
    client->say("40/custom");
    client->hear();
    QCOMPARE(client->hear(), R"(42/custom,["auth",{}])");
    client->say("41/custom");
    client->say(R"(42["message","message to main namespace"])");
    QCOMPARE(client->hear(), R"(42["message-back","message to main namespace"])");
}

void SocketIoProtocolTest::closesOnNonsense_data()
{
    QTest::addColumn<bool>("isConnected");
    QTest::addColumn<QByteArray>("said");

    QTest::newRow("not a packet, first") << false << "4abc"_ba;
    QTest::newRow("event first") << false << R"(42["message"])"_ba;
    QTest::newRow("not a packet") << true << "4abc"_ba;
    QTest::newRow("packet type 7") << true << "47"_ba;
    QTest::newRow("object for an event") << true << "42{}"_ba;
    QTest::newRow("letters for an id") << true << R"(42abc["message-with-ack",1])"_ba;
    QTest::newRow("not an engine packet") << true << "abc"_ba;
    QTest::newRow("cut JSON") << true << R"(42["message")"_ba;
    QTest::newRow("more than JSON") << true << R"(42["message"]x)"_ba;
    QTest::newRow("a reserved event") << true << R"(42["disconnecting"])"_ba;
    QTest::newRow("an event without a name") << true << "42[]"_ba;
    QTest::newRow("an object as name") << true << "42[{}]"_ba;
    QTest::newRow("a data-less acknowledgement") << true << "431"_ba;
    QTest::newRow("no attachments though binary") << true << R"(45["message"])"_ba;
    QTest::newRow("a thousand attachments") << true << R"(451000-["message"])"_ba;
    QTest::newRow("an id beyond all counting") << true << R"(4299999999999999999999["message"])"_ba;
    QTest::newRow("an array to connect with") << true << "40/custom,[]"_ba;
}

void SocketIoProtocolTest::closesOnNonsense() // D12
{
    QFETCH(bool, isConnected);
    QFETCH(QByteArray, said);
    const ProfileServer server;
    auto client = connectTo(server);
    if (!isConnected) {
        client = std::make_unique<WebSocketClient>(server, Target);
        client->hear();
    }
    client->say(said);
    QVERIFY(client->waitForClose()); // Not because of a ping: that would take minutes.
}

void SocketIoProtocolTest::survivesDeepNesting()
{
    const ProfileServer server;
    const auto client = connectTo(server);
    client->say("42[\"message\"," + QByteArray(100'000, '[') + QByteArray(100'000, ']') + ']');
    QVERIFY(client->waitForClose());
    const auto other = connectTo(server);
    other->say(R"(42["message"])");
    QCOMPARE(other->hear(), R"(42["message-back"])");
}

void SocketIoProtocolTest::joinsWhileStillPolling() // D17
{
    const ProfileServer server;
    const PollingSession session(server, "/socket.io/");
    session.post("40");
    WebSocketClient client(server, session.target("websocket"));
    client.say("2probe");
    QCOMPARE(client.hear(), "3probe");
    QVERIFY(session.poll().body.startsWith("40{\"sid\":"));
    client.say("5");
    client.say(R"(42["message",1])");
    QCOMPARE(client.hear(), R"(42["message-back",1])");
}

QTEST_GUILESS_MAIN(SocketIoProtocolTest)
#include "tst_socketioprotocol.moc"
