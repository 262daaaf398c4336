// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sockets/farewell.h"
#include "server/transport/ws/wspart.h"
#include "tests/support/fakewire.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class WsSocketTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void letsAClientInByItsFirstMessage();
    void takesTheTokenOfTheRequest_data();
    void takesTheTokenOfTheRequest();
    void turnsAClientAway();
    void closesWithoutIdentification_data();
    void closesWithoutIdentification();
    void closesClientsThatSayNothing();
    void answersRequests();
    void answersWithErrors();
    void answersOnce();
    void keepsWhatComesBeforeTheDecision();
    void boundsWhatComesBeforeTheDecision();
    void tellsEvents();
    void asksTheClient();
    void leavesOutWhatMayBeDropped();
    void closesClientsThatTakeNothing();
    void mayOverflowWhileBeingTurnedAway();
    void tellsTheApplicationOnceThatItIsOver();
    void closesAllWhenDraining();
    void asksWhoIsSilent();
    void keepsWhoAnswers();
    void asksNobodyWhoTalks();
    void leavesWhoTakesOutputToItsConnection();

private:
    void startWithPings(std::chrono::milliseconds interval, std::chrono::milliseconds patience);
    void start(const QByteArray &query = {}, const net::Headers &headers = {});
    void say(const QByteArray &text) { emit m_socket->textReceived(text); }
    QByteArrayList heard() { return std::exchange(m_log->sent, {}); }
    bool isClosed() const { return m_log->closeCode >= 0; }

    WsSettings m_settings;
    LiveRules m_rules;
    std::unique_ptr<WsPart> m_part;
    std::vector<std::shared_ptr<ClientSocket>> m_clients;
    QByteArrayList m_auths; //!< What each of them said when it came.
    std::vector<CloseReason> m_reasons;
    std::shared_ptr<FakeWebSocket::Log> m_log;
    FakeWebSocket *m_socket = nullptr;
    int m_looks = 0;
};

void WsSocketTest::init()
{
    m_settings = {};
    m_settings.connected = [this](std::shared_ptr<ClientSocket> client) {
        m_clients.push_back(client);
        m_auths.append(client->handshake().auth);
        client->onClosed([this](CloseReason reason) { m_reasons.push_back(reason); });
        client->accept();
    };
    m_reasons.clear();
    m_auths.clear();
}

void WsSocketTest::cleanup()
{
    m_clients.clear();
    m_part.reset();
}

void WsSocketTest::start(const QByteArray &query, const net::Headers &headers)
{
    m_part = std::make_unique<WsPart>(m_settings, m_rules, std::make_shared<DeadlineQueue>());
    m_log = std::make_shared<FakeWebSocket::Log>();
    auto socket = std::make_unique<FakeWebSocket>(m_log);
    m_socket = socket.get();
    net::Request request;
    request.query = query;
    request.headers = headers;
    m_part->opened(std::move(socket), std::move(request));
}

void WsSocketTest::letsAClientInByItsFirstMessage()
{
    start();
    QVERIFY(m_clients.empty());
    say(R"({"event":"auth","data":{"token":"t"}})");
    QCOMPARE(m_clients.size(), size_t(1));
    QCOMPARE(m_auths, QByteArrayList{R"({"token":"t"})"});
    QCOMPARE(m_clients[0]->handshake().auth, "{}"_ba); // No longer of use.
    QVERIFY(m_clients[0]->isOpen());
    QCOMPARE(heard(),
             QByteArrayList{R"({"event":"ready","data":{"sid":")" + m_clients[0]->id() + R"("}})"});
}

void WsSocketTest::takesTheTokenOfTheRequest_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("authorization");

    QTest::newRow("query") << "x=1&token=a%22b"_ba << QByteArray();
    QTest::newRow("header") << ""_ba
                            << "Bearer a\"b"_ba;
    QTest::newRow("header before query") << "token=other"_ba
                                         << "bearer a\"b"_ba;
}

void WsSocketTest::takesTheTokenOfTheRequest()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, authorization);
    net::Headers headers;
    if (!authorization.isNull())
        headers.add("authorization", authorization);
    start(query, headers);
    QCOMPARE(m_clients.size(), size_t(1));
    QCOMPARE(m_auths, QByteArrayList{R"({"token":"a\"b"})"});
}

void WsSocketTest::turnsAClientAway()
{
    m_settings.connected = [](std::shared_ptr<ClientSocket> client) {
        client->refuse("Not \"you\"", R"({"code":"x"})");
    };
    start();
    say(R"({"event":"auth","data":{}})");
    QCOMPARE(heard(),
             QByteArrayList{
                 R"({"event":"refused","data":{"message":"Not \"you\"","data":{"code":"x"}}})"});
    QCOMPARE(m_log->closeCode, 4401);
    QCOMPARE(m_part->socketCount(), size_t(0));
}

void WsSocketTest::closesWithoutIdentification_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<int>("code");

    QTest::newRow("another event first") << R"({"event":"message:send","data":{}})"_ba << 4401;
    QTest::newRow("text for credentials") << R"({"event":"auth","data":"t"})"_ba << 1008;
    QTest::newRow("no credentials") << R"({"event":"auth"})"_ba << 1008;
    QTest::newRow("not JSON") << "hello"_ba << 1008;
}

void WsSocketTest::closesWithoutIdentification()
{
    QFETCH(QByteArray, said);
    QFETCH(int, code);
    start();
    say(said);
    QCOMPARE(m_log->closeCode, code);
    QVERIFY(m_clients.empty());
}

void WsSocketTest::closesClientsThatSayNothing()
{
    m_settings.identification = 30ms;
    start();
    QVERIFY(!isClosed());
    QTRY_COMPARE(m_log->closeCode, 4401);
}

void WsSocketTest::answersRequests()
{
    start("token=t");
    heard();
    m_clients[0]->onEvent([](const QByteArray &name, const Arguments &arguments, const Ack &ack) {
        QCOMPARE(name, "ask"_ba);
        ack(arguments);
    });
    say(R"({"id":"q1","event":"ask","data":{"b":1.0,"a":[]}})");
    QCOMPARE(heard(), QByteArrayList{R"({"id":"q1","data":{"b":1.0,"a":[]}})"});
}

void WsSocketTest::answersWithErrors()
{
    start("token=t");
    heard();
    m_clients[0]->onEvent([](const QByteArray &, const Arguments &, const Ack &ack) {
        ack({R"([{"code":"not_found","message":"No."}])", {}, true});
    });
    say(R"({"id":2,"event":"ask"})");
    QCOMPARE(heard(), QByteArrayList{R"({"id":2,"error":{"code":"not_found","message":"No."}})"});
}

void WsSocketTest::answersOnce()
{
    start("token=t");
    heard();
    Ack kept;
    m_clients[0]->onEvent(
        [&](const QByteArray &, const Arguments &, const Ack &ack) { kept = ack; });
    say(R"({"event":"tell"})");
    QVERIFY(!kept);
    say(R"({"id":1,"event":"ask"})");
    kept({"[]", {}});
    kept({"[1]", {}});
    QCOMPARE(heard(), QByteArrayList{R"({"id":1,"data":null})"});
    emit m_socket->closed(1001);
    m_clients.clear();
    kept({"[2]", {}});
    QVERIFY(heard().isEmpty());
}

void WsSocketTest::keepsWhatComesBeforeTheDecision()
{
    m_settings.connected = [this](std::shared_ptr<ClientSocket> client) {
        m_clients.push_back(client);
    };
    start("token=t");
    say(R"({"event":"first"})");
    QByteArrayList names;
    m_clients[0]->onEvent(
        [&](const QByteArray &name, const Arguments &, const Ack &) { names += name; });
    m_clients[0]->accept();
    QCOMPARE(names, QByteArrayList{"first"});
    for (int i = 0; i < 100; ++i)
        say(R"({"event":"later"})");
    QCOMPARE(names.size(), 101);
}

void WsSocketTest::boundsWhatComesBeforeTheDecision()
{
    m_settings.mostEarly = 100;
    m_settings.connected = [this](std::shared_ptr<ClientSocket> client) {
        m_clients.push_back(client);
    };
    start("token=t");
    for (int i = 0; i < 4; ++i)
        say(R"({"event":"early","x":1})");
    QVERIFY(!isClosed());
    say(R"({"event":"early","x":1})");
    QCOMPARE(m_log->closeCode, 1008);
}

void WsSocketTest::tellsEvents()
{
    start("token=t");
    heard();
    m_clients[0]->emitEvent(PreparedEvent({"hello", R"({"b":1.0})"}));
    m_clients[0]->emitArguments({R"(["bye",[2]])", {}});
    QCOMPARE(
        heard(),
        (QByteArrayList{R"({"event":"hello","data":{"b":1.0}})", R"({"event":"bye","data":[2]})"}));
}

void WsSocketTest::asksTheClient()
{
    start("token=t");
    heard();
    QByteArrayList answers;
    m_clients[0]->emitArguments({R"(["ready?"])", {}},
                                [&](const Arguments &given) { answers += given.json; });
    QCOMPARE(heard(), QByteArrayList{R"({"id":1,"event":"ready?","data":null})"});
    say(R"({"id":9,"data":"never asked"})");
    say(R"({"id":1,"data":"yes"})");
    say(R"({"id":1,"data":"again"})");
    QCOMPARE(answers, QByteArrayList{R"(["yes"])"});
}

void WsSocketTest::leavesOutWhatMayBeDropped()
{
    start("token=t");
    heard();
    m_log->backlog = m_settings.dropAbove + 1;
    m_clients[0]->emitEvent(PreparedEvent({"typing", "1", true}));
    QVERIFY(heard().isEmpty());
    m_clients[0]->emitEvent(PreparedEvent({"message", "1", false}));
    QCOMPARE(heard().size(), 1);
}

void WsSocketTest::closesClientsThatTakeNothing()
{
    start("token=t");
    heard();
    m_log->backlog = m_settings.closeAbove;
    m_clients[0]->emitEvent(PreparedEvent({"message", "1", false}));
    QVERIFY(heard().isEmpty());
    QCOMPARE(m_log->closeCode, 4409);
    QCOMPARE(m_reasons, std::vector{CloseReason::Overflow});
}

void WsSocketTest::mayOverflowWhileBeingTurnedAway()
{
    std::weak_ptr<ClientSocket> waiting;
    m_settings.connected = [&](const std::shared_ptr<ClientSocket> &client) { waiting = client; };
    start("token=t");
    m_log->backlog = m_settings.closeAbove;
    waiting.lock().get()->refuse("No");
    QCOMPARE(m_log->closeCode, 4409);
    QVERIFY(waiting.expired());
}

void WsSocketTest::tellsTheApplicationOnceThatItIsOver()
{
    start("token=t");
    QCOMPARE(m_part->socketCount(), size_t(1));
    emit m_socket->closed(1006);
    QCOMPARE(m_reasons, std::vector{CloseReason::TransportClose});
    QCOMPARE(m_part->socketCount(), size_t(0));
    m_clients[0]->close(CloseReason::ServerDisconnect);
    m_clients[0]->emitEvent(PreparedEvent({"late", "1"}));
    QCOMPARE(m_reasons.size(), size_t(1));
    QTRY_VERIFY(m_log->isDeleted);
}

void WsSocketTest::closesAllWhenDraining()
{
    start("token=t");
    Farewell farewell;
    m_part->drain(farewell);
    farewell.begin([] {});
    QCOMPARE(m_log->closeCode, 1001);
    QCOMPARE(m_reasons, std::vector{CloseReason::ShuttingDown});
}

void WsSocketTest::startWithPings(std::chrono::milliseconds interval,
                                  std::chrono::milliseconds patience)
{
    m_looks = 0;
    m_settings.pings = [this, interval, patience](int) -> WsSettings::Pings {
        ++m_looks;
        return {interval, patience};
    };
    start("token=t");
}

void WsSocketTest::asksWhoIsSilent()
{
    startWithPings(10ms, 20ms);
    QTRY_COMPARE(m_reasons, std::vector{CloseReason::PingTimeout});
    QCOMPARE(m_log->pings, 1);
    QCOMPARE(m_log->closeCode, 1000);
    QCOMPARE(m_part->socketCount(), size_t(0));
}

void WsSocketTest::keepsWhoAnswers()
{
    startWithPings(2ms, 5ms);
    m_log->pinged = [this] { m_log->heardAt = std::chrono::steady_clock::now(); };
    QTRY_VERIFY(m_log->pings >= 5);
    QVERIFY(m_clients[0]->isOpen());
    m_log->pinged = nullptr;
    QTRY_COMPARE(m_reasons, std::vector{CloseReason::PingTimeout});
}

void WsSocketTest::asksNobodyWhoTalks()
{
    startWithPings(2ms, 2ms);
    m_log->heardAt = std::chrono::steady_clock::now() + LongPatience;
    QTRY_COMPARE(m_looks, 2); // When it was let in, and once since.
    QCOMPARE(m_log->pings, 0);
    QVERIFY(m_clients[0]->isOpen());
}

//! What waits before the question may keep it from being heard for long.
void WsSocketTest::leavesWhoTakesOutputToItsConnection()
{
    startWithPings(2ms, 2ms);
    m_log->backlog = 1;
    QTRY_VERIFY(m_looks >= 6);
    QCOMPARE(m_log->pings, 1);
    QVERIFY(m_clients[0]->isOpen());
    m_log->backlog = 0;
    QTRY_COMPARE(m_reasons, std::vector{CloseReason::PingTimeout});
}

QTEST_GUILESS_MAIN(WsSocketTest)
#include "tst_wssocket.moc"
