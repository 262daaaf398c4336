// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/socketioserver.h"
#include "tests/support/fakewire.h"

#include <QTest>

using namespace linnet;
using namespace linnet::socketio;
using namespace linnet::test;
using namespace std::chrono_literals;

class ClientTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void letsAClientIntoANamespace();
    void refusesAnUnknownNamespace_data();
    void refusesAnUnknownNamespace();
    void refusesWithTheApplicationsWords();
    void keepsEventsUntilTheClientIsLetIn();
    void keepsNamespacesApart();
    void resolvesAliases();
    void answersAnAcknowledgementOnce();
    void asksTheClientForAnAcknowledgement();
    void echoesBinaryAttachmentsInOrder();
    void endsTheSessionOnNonsense_data();
    void endsTheSessionOnNonsense();
    void ignoresAnAcknowledgementNeverAskedFor();
    void staysOpenWithoutAnyNamespace();
    void closesClientsThatNeverConnect();
    void closesClientsThatAreNeverLetIn();
    void letsVersion3ClientsInUnasked();
    void readsVersion3Parameters();
    void sendsAPreparedEventAsItIs();
    void leavesOutWhatMayBeDropped();
    void closesClientsThatTakeNothing();
    void tellsTheApplicationOnceThatItIsOver();
    void keepsLittleOfTheHandshake();

private:
    void start(EngineVersion version = EngineVersion::V4);
    void say(const QByteArray &text) { emit m_socket->textReceived(text); }
    void say(std::initializer_list<const char *> texts)
    {
        for (const char *text : texts)
            say(QByteArray(text));
    }
    QByteArrayList heard() { return std::exchange(m_log->sent, {}); }
    bool isClosed() const { return m_log->closeCode >= 0; }

    std::unique_ptr<FakeIoThread> m_thread;
    std::shared_ptr<DeadlineQueue> m_deadlines;
    std::unique_ptr<Engine> m_engine;
    ServerRules m_rules;
    std::vector<std::shared_ptr<ClientSocket>> m_clients;
    std::shared_ptr<FakeWebSocket::Log> m_log;
    FakeWebSocket *m_socket = nullptr;
    std::vector<CloseReason> m_reasons;
};

void ClientTest::init()
{
    m_thread = std::make_unique<FakeIoThread>();
    m_deadlines = std::make_shared<DeadlineQueue>();
    m_rules = {};
    m_rules.nameSpaces = {{"/", "/"}, {"/custom", "/custom"}, {"/message", "/"}};
    m_rules.connected = [this](std::shared_ptr<ClientSocket> client) {
        m_clients.push_back(client);
        client->onClosed([this](CloseReason reason) { m_reasons.push_back(reason); });
        client->accept();
    };
    m_reasons.clear();
}

void ClientTest::cleanup()
{
    m_clients.clear();
    m_engine.reset();
    m_deadlines.reset();
    m_thread.reset();
}

void ClientTest::start(EngineVersion version)
{
    EngineSettings settings;
    settings.allowsVersion3 = true;
    m_engine = makeSocketIoServer(settings, m_rules,
                                  {*m_thread, m_deadlines, std::make_shared<EnginePeers>()});
    m_log = std::make_shared<FakeWebSocket::Log>();
    auto socket = std::make_unique<FakeWebSocket>(m_log);
    m_socket = socket.get();
    net::Request request;
    request.method = "GET";
    request.path = "/socket.io/";
    request.query = "transport=websocket&EIO=" + QByteArray::number(int(version));
    request.headers = {{"user-agent", "test"}, {"accept", "everything"}};
    m_engine->opened(std::move(socket), std::move(request));
    QVERIFY(m_log->sent.takeFirst().startsWith('0'));
}

void ClientTest::letsAClientIntoANamespace()
{
    start();
    say(R"(40{"token":"x"})");
    QCOMPARE(m_clients.size(), size_t(1));
    QCOMPARE(m_clients[0]->handshake().auth, QByteArray(R"({"token":"x"})"));
    QCOMPARE(heard(), QByteArrayList{R"(40{"sid":")" + m_clients[0]->id() + R"("})"});
}

void ClientTest::refusesAnUnknownNamespace_data()
{
    QTest::addColumn<EngineVersion>("version");
    QTest::addColumn<QByteArray>("answer");

    QTest::newRow("version 4") << EngineVersion::V4
                               << QByteArray(R"(44/random,{"message":"Invalid namespace"})");
    QTest::newRow("version 3") << EngineVersion::V3
                               << QByteArray(R"(44/random,"Invalid namespace")");
}

void ClientTest::refusesAnUnknownNamespace()
{
    QFETCH(EngineVersion, version);
    QFETCH(QByteArray, answer);
    start(version);
    heard();
    say("40/random");
    QCOMPARE(heard(), QByteArrayList{answer});
    QVERIFY(!isClosed());
}

void ClientTest::refusesWithTheApplicationsWords()
{
    m_rules.connected = [](std::shared_ptr<ClientSocket> client) {
        client->refuse("Say \"please\"", R"({"code":1})");
    };
    start();
    say("40");
    QCOMPARE(heard(), QByteArrayList{R"(44{"message":"Say \"please\"","data":{"code":1}})"});
    say(R"(42["event"])"); // Not let in: nothing may follow but another attempt.
    QVERIFY(isClosed());
}

void ClientTest::keepsEventsUntilTheClientIsLetIn()
{
    m_rules.connected = [this](std::shared_ptr<ClientSocket> client) {
        m_clients.push_back(client);
    };
    QByteArrayList names;
    start();
    say({"40", R"(42["first"])", R"(42["second"])"});
    m_clients[0]->onEvent(
        [&](const QByteArray &name, const Arguments &, const Ack &) { names += name; });
    QVERIFY(names.isEmpty());
    m_clients[0]->accept();
    QCOMPARE(names, (QByteArrayList{"first", "second"}));
}

void ClientTest::keepsNamespacesApart()
{
    start();
    say({"40", "40/custom,"});
    QCOMPARE(m_clients.size(), size_t(2));
    QByteArrayList names;
    m_clients[1]->onEvent(
        [&](const QByteArray &name, const Arguments &, const Ack &) { names += name; });
    say({R"(42["main"])", R"(42/custom,["other"])", "41/custom"});
    QCOMPARE(names, QByteArrayList{"other"});
    QCOMPARE(m_reasons, std::vector{CloseReason::ClientDisconnect});
    QVERIFY(m_clients[0]->isOpen());
    QVERIFY(!m_clients[1]->isOpen());
    QVERIFY(!isClosed());
}

void ClientTest::resolvesAliases()
{
    start();
    say("40/message,");
    QCOMPARE(m_clients[0]->nameSpace(), QByteArray("/"));
    heard();
    m_clients[0]->emitEvent(PreparedEvent({"hello", "1"}));
    QCOMPARE(heard(), QByteArrayList{R"(42/message,["hello",1])"});
}

void ClientTest::answersAnAcknowledgementOnce()
{
    start();
    say("40");
    Ack ack;
    m_clients[0]->onEvent(
        [&](const QByteArray &, const Arguments &, const Ack &given) { ack = given; });
    say(R"(42456["question",1.0])");
    heard();
    QVERIFY(ack);
    ack({R"([1.0,{"3":[false]}])", {}});
    ack({"[2]", {}});
    QCOMPARE(heard(), QByteArrayList{R"(43456[1.0,{"3":[false]}])"});
    m_clients[0]->close(CloseReason::ServerDisconnect);
    heard();
    ack({"[3]", {}});
    QVERIFY(heard().isEmpty());
}

void ClientTest::asksTheClientForAnAcknowledgement()
{
    start();
    say("40");
    heard();
    QByteArrayList answers;
    const auto socket = std::static_pointer_cast<Socket>(m_clients[0]);
    socket->emitArguments({R"(["ready?"])", {}},
                          [&](const Arguments &given) { answers += given.json; });
    QCOMPARE(heard(), QByteArrayList{R"(421["ready?"])"});
    say({R"(431["yes"])", R"(431["again"])"});
    QCOMPARE(answers, QByteArrayList{R"(["yes"])"});
    QVERIFY(!isClosed());
}

void ClientTest::echoesBinaryAttachmentsInOrder()
{
    start();
    say("40");
    heard();
    const auto socket = std::static_pointer_cast<Socket>(m_clients[0]);
    socket->onEvent([&](const QByteArray &name, const Arguments &arguments, const Ack &ack) {
        QCOMPARE(name, QByteArray("e"));
        ack(arguments);
    });
    say(R"(452-789["e",{"_placeholder":true,"num":1},[{"num":0,"_placeholder":true}]])");
    QVERIFY(heard().isEmpty());
    emit m_socket->binaryReceived("\1\2");
    QVERIFY(heard().isEmpty());
    emit m_socket->binaryReceived("\3");
    const QByteArrayList expected = {
        R"(462-789[{"_placeholder":true,"num":0},[{"_placeholder":true,"num":1}]])", "\3", "\1\2"};
    QCOMPARE(heard(), expected);
}

void ClientTest::endsTheSessionOnNonsense_data()
{
    QTest::addColumn<QByteArrayList>("texts");

    QTest::newRow("event before connect") << QByteArrayList{R"(42["e"])"};
    QTest::newRow("disconnect before connect") << QByteArrayList{"41"};
    QTest::newRow("no packet first") << QByteArrayList{"4abc"};
    QTest::newRow("connected twice") << QByteArrayList{"40", "40"};
    QTest::newRow("event after disconnect") << QByteArrayList{"40", "41", R"(42["e"])"};
    QTest::newRow("event to another namespace") << QByteArrayList{"40", R"(42/custom,["e"])"};
    QTest::newRow("unknown type") << QByteArrayList{"40", "47"};
    QTest::newRow("object as event") << QByteArrayList{"40", "42{}"};
    QTest::newRow("letters as id") << QByteArrayList{"40", R"(42abc["e",1])"};
    QTest::newRow("no engine packet") << QByteArrayList{"40", "abc"};
    QTest::newRow("empty message") << QByteArrayList{"40", ""};
    QTest::newRow("reserved name") << QByteArrayList{"40", R"(42["disconnect"])"};
    QTest::newRow("error from a client") << QByteArrayList{"40", R"(44{"message":"x"})"};
    QTest::newRow("text where bytes are due")
        << QByteArrayList{"40", R"(451-["e",{"_placeholder":true,"num":0}])", R"(42["e"])"};
}

void ClientTest::endsTheSessionOnNonsense()
{
    QFETCH(QByteArrayList, texts);
    start();
    for (const QByteArray &text : texts) {
        QVERIFY(!isClosed());
        say(text);
    }
    QVERIFY(isClosed());
    QCOMPARE(m_engine->sessionCount(), size_t(0));
}

void ClientTest::ignoresAnAcknowledgementNeverAskedFor()
{
    start();
    say({"40", "4399[]"});
    QVERIFY(!isClosed());
}

void ClientTest::staysOpenWithoutAnyNamespace()
{
    start();
    say({"40", "41"});
    QVERIFY(!isClosed());
    QCOMPARE(m_reasons, std::vector{CloseReason::ClientDisconnect});
    say("40");
    QCOMPARE(m_clients.size(), size_t(2));
    QVERIFY(m_clients[1]->isOpen());
}

void ClientTest::closesClientsThatNeverConnect()
{
    m_rules.connectTimeout = 30ms;
    start();
    QVERIFY(!isClosed());
    QTRY_VERIFY(isClosed());
}

void ClientTest::closesClientsThatAreNeverLetIn()
{
    m_rules.connectTimeout = 30ms;
    m_rules.connected = [this](std::shared_ptr<ClientSocket> client) {
        client->onClosed([this](CloseReason reason) { m_reasons.push_back(reason); });
        m_clients.push_back(client);
    };
    start();
    say("40");
    QTRY_VERIFY(isClosed());
    QCOMPARE(m_reasons, std::vector{CloseReason::Unauthenticated});
    m_clients[0]->accept(); // Too late.
    QVERIFY(!m_clients[0]->isOpen());
}

void ClientTest::letsVersion3ClientsInUnasked()
{
    start(EngineVersion::V3);
    QCOMPARE(m_clients.size(), size_t(1));
    QCOMPARE(heard(), QByteArrayList{"40"});
}

void ClientTest::readsVersion3Parameters()
{
    start(EngineVersion::V3);
    say("40/custom?token=a%20b&x=1");
    QCOMPARE(m_clients.size(), size_t(2));
    QCOMPARE(m_clients[1]->nameSpace(), QByteArray("/custom"));
    QCOMPARE(m_clients[1]->handshake().auth, QByteArray(R"({"token":"a b","x":"1"})"));
    QCOMPARE(heard().last(), QByteArray("40/custom,"));
}

void ClientTest::sendsAPreparedEventAsItIs()
{
    start();
    say("40");
    heard();
    m_clients[0]->emitEvent(PreparedEvent({"hello", R"({"b":1,"a":1.0})"}));
    QCOMPARE(heard(), QByteArrayList{R"(42["hello",{"b":1,"a":1.0}])"});
}

void ClientTest::leavesOutWhatMayBeDropped()
{
    start();
    say("40");
    heard();
    m_log->backlog = m_engine->settings().dropAbove;
    m_clients[0]->emitEvent(PreparedEvent({"typing", "1", true}));
    QVERIFY(heard().isEmpty());
    m_clients[0]->emitEvent(PreparedEvent({"message", "1", false}));
    QCOMPARE(heard().size(), 1);
}

void ClientTest::closesClientsThatTakeNothing()
{
    start();
    say("40");
    heard();
    m_log->backlog = m_engine->settings().closeAbove;
    m_clients[0]->emitEvent(PreparedEvent({"message", "1", false}));
    QVERIFY(heard().isEmpty());
    QVERIFY(isClosed());
    QCOMPARE(m_reasons, std::vector{CloseReason::Overflow});
}

void ClientTest::tellsTheApplicationOnceThatItIsOver()
{
    start();
    say("40");
    emit m_socket->closed(1006);
    QCOMPARE(m_reasons, std::vector{CloseReason::TransportClose});
    QCOMPARE(m_engine->sessionCount(), size_t(0));
    m_clients[0]->close(CloseReason::ServerDisconnect);
    m_clients[0]->emitEvent(PreparedEvent({"late", "1"}));
    QCOMPARE(m_reasons.size(), size_t(1));
    QTRY_VERIFY(m_log->isDeleted);
}

void ClientTest::keepsLittleOfTheHandshake()
{
    start();
    say("40");
    const net::Headers &kept = m_clients[0]->handshake().request->headers;
    QCOMPARE(kept.value("user-agent"), QByteArray("test"));
    QVERIFY(!kept.contains("accept"));
}

QTEST_GUILESS_MAIN(ClientTest)
#include "tst_client.moc"
