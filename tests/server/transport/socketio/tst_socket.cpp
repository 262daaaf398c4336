// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/transport/socketio/clientfixture.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace linnet::socketio;
using namespace linnet::test;
using namespace std::chrono_literals;

class SocketTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsEventsUntilTheClientIsLetIn();
    void resolvesAliases();
    void answersAnAcknowledgementOnce();
    void asksTheClientForAnAcknowledgement();
    void echoesBinaryAttachmentsInOrder();
    void ignoresAnAcknowledgementNeverAskedFor();
    void sendsAPreparedEventAsItIs();
    void leavesOutWhatMayBeDropped();
    void closesClientsThatTakeNothing();
    void mayBeSentMoreThanAQueueHolds();
    void mayOverflowWhileBeingLetIn();
    void mayOverflowBetweenAttachments();
    void tellsTheApplicationOnceThatItIsOver();
    void keepsLittleOfTheHandshake();
};

void SocketTest::keepsEventsUntilTheClientIsLetIn()
{
    ClientFixture fixture;
    fixture.rules.connected = [&](std::shared_ptr<ClientSocket> client) {
        fixture.clients.push_back(client);
    };
    QByteArrayList names;
    fixture.start();
    fixture.say({"40", R"(42["first"])", R"(42["second"])"});
    fixture.clients[0]->onEvent(
        [&](const QByteArray &name, const Arguments &, const Ack &) { names += name; });
    QVERIFY(names.isEmpty());
    fixture.clients[0]->accept();
    QCOMPARE(names, (QByteArrayList{"first", "second"}));
}

void SocketTest::resolvesAliases()
{
    ClientFixture fixture;
    fixture.start();
    fixture.say("40/message,");
    QCOMPARE(fixture.clients[0]->nameSpace(), QByteArray("/"));
    fixture.heard();
    fixture.clients[0]->emitEvent(PreparedEvent({"hello", "1"}));
    QCOMPARE(fixture.heard(), QByteArrayList{R"(42/message,["hello",1])"});
}

void SocketTest::answersAnAcknowledgementOnce()
{
    ClientFixture fixture;
    fixture.start();
    fixture.say("40");
    Ack ack;
    fixture.clients[0]->onEvent(
        [&](const QByteArray &, const Arguments &, const Ack &given) { ack = given; });
    fixture.say(R"(42456["question",1.0])");
    fixture.heard();
    QVERIFY(ack);
    ack({R"([1.0,{"3":[false]}])", {}});
    ack({"[2]", {}});
    QCOMPARE(fixture.heard(), QByteArrayList{R"(43456[1.0,{"3":[false]}])"});
    fixture.clients[0]->close(CloseReason::ServerDisconnect);
    fixture.heard();
    ack({"[3]", {}});
    QVERIFY(fixture.heard().isEmpty());
}

void SocketTest::asksTheClientForAnAcknowledgement()
{
    ClientFixture fixture;
    fixture.start();
    fixture.say("40");
    fixture.heard();
    QByteArrayList answers;
    const auto socket = std::static_pointer_cast<Socket>(fixture.clients[0]);
    socket->emitArguments({R"(["ready?"])", {}},
                          [&](const Arguments &given) { answers += given.json; });
    QCOMPARE(fixture.heard(), QByteArrayList{R"(421["ready?"])"});
    fixture.say({R"(431["yes"])", R"(431["again"])"});
    QCOMPARE(answers, QByteArrayList{R"(["yes"])"});
    QVERIFY(!fixture.isClosed());
}

void SocketTest::echoesBinaryAttachmentsInOrder()
{
    ClientFixture fixture;
    fixture.start();
    fixture.say("40");
    fixture.heard();
    const auto socket = std::static_pointer_cast<Socket>(fixture.clients[0]);
    socket->onEvent([&](const QByteArray &name, const Arguments &arguments, const Ack &ack) {
        QCOMPARE(name, QByteArray("e"));
        ack(arguments);
    });
    fixture.say(R"(452-789["e",{"_placeholder":true,"num":1},[{"num":0,"_placeholder":true}]])");
    QVERIFY(fixture.heard().isEmpty());
    emit fixture.socket->binaryReceived("\1\2");
    QVERIFY(fixture.heard().isEmpty());
    emit fixture.socket->binaryReceived("\3");
    const QByteArrayList expected = {
        R"(462-789[{"_placeholder":true,"num":0},[{"_placeholder":true,"num":1}]])", "\3", "\1\2"};
    QCOMPARE(fixture.heard(), expected);
}

void SocketTest::ignoresAnAcknowledgementNeverAskedFor()
{
    ClientFixture fixture;
    fixture.start();
    fixture.say({"40", "4399[]"});
    QVERIFY(!fixture.isClosed());
}

void SocketTest::sendsAPreparedEventAsItIs()
{
    ClientFixture fixture;
    fixture.start();
    fixture.say("40");
    fixture.heard();
    fixture.clients[0]->emitEvent(PreparedEvent({"hello", R"({"b":1,"a":1.0})"}));
    QCOMPARE(fixture.heard(), QByteArrayList{R"(42["hello",{"b":1,"a":1.0}])"});
}

void SocketTest::leavesOutWhatMayBeDropped()
{
    ClientFixture fixture;
    fixture.start();
    fixture.say("40");
    fixture.heard();
    fixture.log->backlog = fixture.engine->settings().dropAbove;
    fixture.clients[0]->emitEvent(PreparedEvent({"typing", "1", true}));
    QVERIFY(fixture.heard().isEmpty());
    fixture.clients[0]->emitEvent(PreparedEvent({"message", "1", false}));
    QCOMPARE(fixture.heard().size(), 1);
}

void SocketTest::closesClientsThatTakeNothing()
{
    ClientFixture fixture;
    fixture.start();
    fixture.say("40");
    fixture.heard();
    fixture.log->backlog = fixture.engine->settings().closeAbove;
    fixture.clients[0]->emitEvent(PreparedEvent({"message", "1", false}));
    QVERIFY(fixture.heard().isEmpty());
    QVERIFY(fixture.isClosed());
    QCOMPARE(fixture.reasons, std::vector{CloseReason::Overflow});
}

void SocketTest::mayBeSentMoreThanAQueueHolds()
{
    ClientFixture fixture;
    fixture.start();
    fixture.say("40");
    fixture.heard();
    const QByteArray large(fixture.engine->settings().closeAbove, 'x');
    fixture.clients[0]->emitEvent(PreparedEvent({"history", '"' + large + '"'}));
    QCOMPARE(fixture.heard().size(), 1);
    QVERIFY(!fixture.isClosed());
}

void SocketTest::mayOverflowWhileBeingLetIn()
{
    ClientFixture fixture;
    fixture.rules.connected = [&](std::shared_ptr<ClientSocket> client) {
        fixture.clients.push_back(client);
    };
    fixture.start();
    fixture.say({"40", R"(42["early"])"});
    fixture.log->backlog = fixture.engine->settings().closeAbove;
    fixture.clients[0]->accept();
    QVERIFY(fixture.isClosed());
    QVERIFY(!fixture.clients[0]->isOpen());
}

void SocketTest::mayOverflowBetweenAttachments()
{
    ClientFixture fixture;
    fixture.start();
    fixture.say("40");
    fixture.heard();
    const QByteArray large(1000, 'x');
    fixture.log->backlog = fixture.engine->settings().closeAbove - large.size() / 2;
    fixture.clients[0]->emitArguments(
        {R"(["e",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])", {large, large}});
    QCOMPARE(fixture.heard().size(), 1);
    QCOMPARE(fixture.reasons, std::vector{CloseReason::Overflow});
}

void SocketTest::tellsTheApplicationOnceThatItIsOver()
{
    ClientFixture fixture;
    fixture.start();
    fixture.say("40");
    emit fixture.socket->closed(1006);
    QCOMPARE(fixture.reasons, std::vector{CloseReason::TransportClose});
    QCOMPARE(fixture.engine->sessionCount(), size_t(0));
    fixture.clients[0]->close(CloseReason::ServerDisconnect);
    fixture.clients[0]->emitEvent(PreparedEvent({"late", "1"}));
    QCOMPARE(fixture.reasons.size(), size_t(1));
    QTRY_VERIFY(fixture.log->isDeleted);
}

void SocketTest::keepsLittleOfTheHandshake()
{
    ClientFixture fixture;
    fixture.start();
    fixture.say("40");
    const net::Headers &kept = fixture.clients[0]->handshake().request->headers;
    QCOMPARE(kept.value("user-agent"), QByteArray("test"));
    QVERIFY(!kept.contains("accept"));
}

QTEST_GUILESS_MAIN(SocketTest)
#include "tst_socket.moc"
