// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/transport/socketio/clientfixture.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace linnet::socketio;
using namespace linnet::test;
using namespace std::chrono_literals;

namespace {

QByteArray askByPolling(Engine &engine, const QByteArray &method, const QByteArray &sid = {},
                        const QByteArray &body = {})
{
    net::Request request;
    request.method = method;
    request.path = "/socket.io/";
    request.query = "EIO=4&transport=polling" + (sid.isEmpty() ? sid : "&sid=" + sid);
    request.sink = engine.planBody(request).sink;
    if (request.sink)
        request.sink->write(body);
    const auto receiver = std::make_shared<FakeReceiver>();
    engine.handle(std::move(request), net::Reply(receiver));
    return receiver->body;
}

//! \return the session that \p opened is of.
QByteArray sidOf(const QByteArray &opened)
{
    return opened.split('"').value(3);
}

} // namespace

class ClientTest : public QObject
{
    Q_OBJECT

private slots:
    void letsAClientIntoANamespace();
    void isNoNewcomerOnceLetIn();
    void isANewcomerAgainOnceItHasLeft();
    void answersAgainWhoAsksAgain();
    void refusesAnUnknownNamespace_data();
    void refusesAnUnknownNamespace();
    void refusesWithTheApplicationsWords();
    void refusesVersion3WithTheTextAlone();
    void keepsNamespacesApart();
    void judgesEveryNamespaceByTheSameHeaders();
    void endsTheSessionOnNonsense_data();
    void endsTheSessionOnNonsense();
    void boundsAMessageWithItsAttachments_data();
    void boundsAMessageWithItsAttachments();
    void chargesAMessageUntilItIsWhole();
    void boundsWhatIsSaidBeforeTheClientIsLetIn();
    void staysOpenWithoutAnyNamespace();
    void saysWhoAsksAgain();
    void closesClientsThatNeverConnect();
    void closesClientsThatLeaveAndStay_data();
    void closesClientsThatLeaveAndStay();
    void closesClientsThatAreNeverLetIn();
    void letsVersion3ClientsInUnasked();
    void readsVersion3Parameters();
    void readsTheQueryOfVersion3_data();
    void readsTheQueryOfVersion3();
};

void ClientTest::letsAClientIntoANamespace()
{
    ClientFixture fixture;
    fixture.start();
    fixture.say(R"(40{"token":"x"})");
    QCOMPARE(fixture.clients.size(), size_t(1));
    QCOMPARE(fixture.auths, QByteArrayList{R"({"token":"x"})"});
    QCOMPARE(fixture.clients[0]->handshake().auth, QByteArray("{}")); // No longer of use.
    QCOMPARE(fixture.heard(), QByteArrayList{R"(40{"sid":")" + fixture.clients[0]->id() + R"("})"});
}

void ClientTest::isNoNewcomerOnceLetIn()
{
    FakeIoThread thread;
    const auto peers = std::make_shared<EnginePeers>();
    ServerRules rules;
    rules.connected = [](const std::shared_ptr<ClientSocket> &client) { client->accept(); };
    const auto engine = makeSocketIoServer(std::make_shared<LiveSettings>(), rules,
                                           {thread, std::make_shared<DeadlineQueue>(), peers});
    const QByteArray sid = sidOf(askByPolling(*engine, "GET"));
    QCOMPARE(peers->newcomers().total(), 1);
    QCOMPARE(askByPolling(*engine, "POST", sid, "40"), "ok");
    QCOMPARE(peers->newcomers().total(), 0);
}

void ClientTest::isANewcomerAgainOnceItHasLeft()
{
    FakeIoThread thread;
    const auto peers = std::make_shared<EnginePeers>();
    ServerRules rules;
    rules.connected = [](const std::shared_ptr<ClientSocket> &client) { client->accept(); };
    EngineSettings most;
    most.newcomers = 1;
    const auto engine = makeSocketIoServer(std::make_shared<LiveSettings>(most), rules,
                                           {thread, std::make_shared<DeadlineQueue>(), peers});
    const QByteArray first = sidOf(askByPolling(*engine, "GET"));
    QCOMPARE(askByPolling(*engine, "POST", first, "40"), "ok");
    QCOMPARE(askByPolling(*engine, "POST", first, "41"), "ok");
    QCOMPARE(peers->newcomers().total(), 1);
    QCOMPARE(askByPolling(*engine, "POST", first, "40"), "ok");
    QCOMPARE(peers->newcomers().total(), 0);

    const QByteArray second = sidOf(askByPolling(*engine, "GET"));
    QVERIFY(!second.isEmpty());
    QCOMPARE(askByPolling(*engine, "POST", first, "41"), "ok"); // There is no place for it.
    QVERIFY(askByPolling(*engine, "POST", first, "40") != "ok");
    QCOMPARE(askByPolling(*engine, "POST", second, "40"), "ok");
}

void ClientTest::answersAgainWhoAsksAgain()
{
    ClientFixture fixture;
    fixture.rules.connected = [&fixture](std::shared_ptr<ClientSocket> client) {
        fixture.clients.push_back(client);
    };
    fixture.start();
    fixture.say({"40", "40"});
    QVERIFY(fixture.heard().isEmpty());
    QCOMPARE(fixture.clients.size(), size_t(1));

    fixture.clients[0]->accept();
    const QByteArrayList greeting = fixture.heard();
    QCOMPARE(greeting, QByteArrayList{R"(40{"sid":")" + fixture.clients[0]->id() + R"("})"});
    fixture.say("40");
    QCOMPARE(fixture.heard(), greeting);
    QCOMPARE(fixture.clients.size(), size_t(1));
    QVERIFY(!fixture.isClosed());
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
    ClientFixture fixture;
    QFETCH(EngineVersion, version);
    QFETCH(QByteArray, answer);
    fixture.start(version);
    fixture.heard();
    fixture.say("40/random");
    QCOMPARE(fixture.heard(), QByteArrayList{answer});
    QVERIFY(!fixture.isClosed());
}

void ClientTest::refusesWithTheApplicationsWords()
{
    ClientFixture fixture;
    fixture.rules.connected = [](std::shared_ptr<ClientSocket> client) {
        client->refuse("Say \"please\"", R"({"code":1})");
    };
    fixture.start();
    fixture.say("40");
    QCOMPARE(fixture.heard(),
             QByteArrayList{R"(44{"message":"Say \"please\"","data":{"code":1}})"});
    fixture.say(R"(42["event"])"); // Not let in: nothing may follow but another attempt.
    QVERIFY(fixture.isClosed());
}

//! As it is told an error that comes without data.
void ClientTest::refusesVersion3WithTheTextAlone()
{
    ClientFixture fixture;
    fixture.rules.connected = [](std::shared_ptr<ClientSocket> client) {
        client->refuse("Say \"please\"", R"({"code":1})");
    };
    fixture.start(EngineVersion::V3);
    QCOMPARE(fixture.heard(), QByteArrayList{R"(44"Say \"please\"")"});
}

void ClientTest::keepsNamespacesApart()
{
    ClientFixture fixture;
    fixture.start();
    fixture.say({"40", "40/custom,"});
    QCOMPARE(fixture.clients.size(), size_t(2));
    QByteArrayList names;
    fixture.clients[1]->onEvent(
        [&](const QByteArray &name, const Arguments &, const Ack &) { names += name; });
    fixture.say({R"(42["main"])", R"(42/custom,["other"])", "41/custom"});
    QCOMPARE(names, QByteArrayList{"other"});
    QCOMPARE(fixture.reasons, std::vector{CloseReason::ClientDisconnect});
    QVERIFY(fixture.clients[0]->isOpen());
    QVERIFY(!fixture.clients[1]->isOpen());
    QVERIFY(!fixture.isClosed());
}

void ClientTest::judgesEveryNamespaceByTheSameHeaders()
{
    ClientFixture fixture;
    fixture.headers = {{"origin", "https://page.example"},
                       {"host", "chat.example"},
                       {"x-forwarded-for", "192.0.2.1"},
                       {"x-forwarded-for", "192.0.2.2"}};
    net::Headers seen;
    const auto letIn = fixture.rules.connected;
    fixture.rules.connected = [&](const std::shared_ptr<ClientSocket> &client) {
        seen = client->handshake().request->headers;
        letIn(client);
    };
    fixture.start();
    for (const char *connect : {"40", "40/custom,", "41", "40"}) {
        seen = {};
        fixture.say(connect);
        if (connect[1] == '1')
            continue;
        QCOMPARE(seen.size(), fixture.headers.size());
        QCOMPARE(seen.value("origin"), "https://page.example");
        QCOMPARE(seen.value("host"), "chat.example");
        QCOMPARE(seen.value("x-forwarded-for"), "192.0.2.1");
    }
}

void ClientTest::endsTheSessionOnNonsense_data()
{
    QTest::addColumn<QByteArrayList>("texts");

    QTest::newRow("event before connect") << QByteArrayList{R"(42["e"])"};
    QTest::newRow("disconnect before connect") << QByteArrayList{"41"};
    QTest::newRow("no packet first") << QByteArrayList{"4abc"};
    QTest::newRow("event after disconnect") << QByteArrayList{"40", "41", R"(42["e"])"};
    QTest::newRow("event to another namespace") << QByteArrayList{"40", R"(42/custom,["e"])"};
    const char *const attached = R"(451-["e",{"_placeholder":true,"num":0}])";
    QTest::newRow("attachments before connect") << QByteArrayList{attached};
    QTest::newRow("attachments after disconnect") << QByteArrayList{"40", "41", attached};
    QTest::newRow("unknown type") << QByteArrayList{"40", "47"};
    QTest::newRow("object as event") << QByteArrayList{"40", "42{}"};
    QTest::newRow("letters as id") << QByteArrayList{"40", R"(42abc["e",1])"};
    QTest::newRow("no engine packet") << QByteArrayList{"40", "abc"};
    QTest::newRow("empty message") << QByteArrayList{"40", ""};
    QTest::newRow("reserved name") << QByteArrayList{"40", R"(42["disconnect"])"};
    QTest::newRow("error from a client") << QByteArrayList{"40", R"(44{"message":"x"})"};
    QTest::newRow("text where bytes are due") << QByteArrayList{"40", attached, R"(42["e"])"};
}

void ClientTest::endsTheSessionOnNonsense()
{
    ClientFixture fixture;
    QFETCH(QByteArrayList, texts);
    fixture.start();
    for (const QByteArray &text : texts) {
        QVERIFY(!fixture.isClosed());
        fixture.say(text);
    }
    QVERIFY(fixture.isClosed());
    QCOMPARE(fixture.engine->sessionCount(), size_t(0));
}

void ClientTest::boundsAMessageWithItsAttachments_data()
{
    QTest::addColumn<QByteArray>("opening");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("isClosed");

    QTest::newRow("of who is in, within bounds") << QByteArray("40") << 490'000 << false;
    QTest::newRow("of who is in") << QByteArray("40") << 500'000 << true;
    QTest::newRow("of who has not come yet") << QByteArray() << 500'000 << true;
}

void ClientTest::boundsAMessageWithItsAttachments()
{
    QFETCH(QByteArray, opening);
    QFETCH(int, size);
    QFETCH(bool, isClosed);
    ClientFixture fixture;
    fixture.start();
    if (!opening.isEmpty())
        fixture.say(opening);
    fixture.say(R"(453-["e",{"_placeholder":true,"num":0}])");
    for (int i = 0; i < 2 && !fixture.isClosed(); ++i)
        emit fixture.socket->binaryReceived(QByteArray(size, 'x'));
    QCOMPARE(fixture.isClosed(), isClosed);
}

void ClientTest::chargesAMessageUntilItIsWhole()
{
    ClientFixture fixture;
    fixture.unfinished = std::make_shared<net::BodyBudget>(4 * 1000);
    fixture.start();
    const QByteArray text =
        R"(452-["e",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])";
    fixture.say("40");
    fixture.say(text);
    emit fixture.socket->binaryReceived(QByteArray(900, 'x'));
    QVERIFY(!fixture.unfinished->take({}, 100, 0));
    emit fixture.socket->binaryReceived("y");
    QVERIFY(fixture.unfinished->take({}, 1000, 0));
    fixture.unfinished->giveBack({}, 1000);
    QVERIFY(!fixture.isClosed());

    fixture.say(text);
    emit fixture.socket->binaryReceived(QByteArray(1000, 'x'));
    QCOMPARE(fixture.log->closeCode, 1013);
    QVERIFY(fixture.unfinished->take({}, 1000, 0));
}

void ClientTest::boundsWhatIsSaidBeforeTheClientIsLetIn()
{
    ClientFixture fixture;
    fixture.rules.connected = [&](std::shared_ptr<ClientSocket> client) {
        fixture.clients.push_back(client);
    };
    fixture.start();
    fixture.say("40");
    const QByteArray event = R"(42["e",")" + QByteArray(490'000, 'x') + R"("])";
    fixture.say(event);
    fixture.say(event);
    QVERIFY(!fixture.isClosed());
    fixture.say(event);
    QVERIFY(fixture.isClosed());
}

void ClientTest::staysOpenWithoutAnyNamespace()
{
    ClientFixture fixture;
    fixture.start();
    fixture.say({"40", "41"});
    QVERIFY(!fixture.isClosed());
    QCOMPARE(fixture.reasons, std::vector{CloseReason::ClientDisconnect});
    fixture.say("40");
    QCOMPARE(fixture.clients.size(), size_t(2));
    QVERIFY(fixture.clients[1]->isOpen());
}

void ClientTest::saysWhoAsksAgain()
{
    for (const char *again : {"40", "40/custom,"}) {
        ClientFixture fixture;
        fixture.start();
        fixture.say({"40", "41", again});
        QCOMPARE(fixture.clients.size(), size_t(2));
        QVERIFY(!fixture.clients[0]->handshake().isRepeated);
        QVERIFY(fixture.clients[1]->handshake().isRepeated);
    }
}

void ClientTest::closesClientsThatNeverConnect()
{
    ClientFixture fixture;
    fixture.rules.connectTimeout = [] { return 30ms; };
    fixture.start();
    QVERIFY(!fixture.isClosed());
    QTRY_VERIFY(fixture.isClosed());
}

void ClientTest::closesClientsThatLeaveAndStay_data()
{
    QTest::addColumn<QByteArrayList>("texts");
    QTest::newRow("in no namespace") << QByteArrayList{"40", "41"};
    QTest::newRow("before one of which nobody has decided")
        << QByteArrayList{"40", "40/custom,", "41"};
}

//! Nothing counts them, and clients close the connection by themselves.
void ClientTest::closesClientsThatLeaveAndStay()
{
    QFETCH(QByteArrayList, texts);
    ClientFixture fixture;
    fixture.rules.connectTimeout = [] { return 30ms; };
    fixture.rules.connected = [letIn = fixture.rules.connected](const auto &client) {
        if (client->nameSpace() == "/")
            letIn(client);
    };
    fixture.start();
    for (const QByteArray &text : texts)
        fixture.say(text);
    QCOMPARE(fixture.reasons, std::vector{CloseReason::ClientDisconnect});
    QVERIFY(!fixture.isClosed());
    QTRY_VERIFY(fixture.isClosed());
}

void ClientTest::closesClientsThatAreNeverLetIn()
{
    ClientFixture fixture;
    fixture.rules.connectTimeout = [] { return 30ms; };
    fixture.rules.connected = [&](std::shared_ptr<ClientSocket> client) {
        client->onClosed([&](CloseReason reason) { fixture.reasons.push_back(reason); });
        fixture.clients.push_back(client);
    };
    fixture.start();
    fixture.say("40");
    QTRY_VERIFY(fixture.isClosed());
    QCOMPARE(fixture.reasons, std::vector{CloseReason::Unauthenticated});
    fixture.clients[0]->accept(); // Too late.
    QVERIFY(!fixture.clients[0]->isOpen());
}

void ClientTest::letsVersion3ClientsInUnasked()
{
    ClientFixture fixture;
    fixture.start(EngineVersion::V3);
    QCOMPARE(fixture.clients.size(), size_t(1));
    QCOMPARE(fixture.heard(), QByteArrayList{"40"});
}

void ClientTest::readsVersion3Parameters()
{
    ClientFixture fixture;
    fixture.start(EngineVersion::V3);
    fixture.say("40/custom?token=a%20b&x=1");
    QCOMPARE(fixture.clients.size(), size_t(2));
    QCOMPARE(fixture.clients[1]->nameSpace(), QByteArray("/custom"));
    QCOMPARE(fixture.auths[1], QByteArray(R"({"token":"a b","x":"1"})"));
    QCOMPARE(fixture.heard().last(), QByteArray("40/custom,"));
}

void ClientTest::readsTheQueryOfVersion3_data()
{
    QTest::addColumn<EngineVersion>("version");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<QByteArray>("auth");

    const QByteArray none = "{}";
    QTest::newRow("a token") << EngineVersion::V3 << QByteArray("&token=a%22b") << QByteArray()
                             << QByteArray(R"({"token":"a\"b"})");
    QTest::newRow("nothing") << EngineVersion::V3 << QByteArray() << QByteArray() << none;
    QTest::newRow("no token yet") << EngineVersion::V3 << QByteArray("&token=undefined")
                                  << QByteArray() << none;
    QTest::newRow("a better one") << EngineVersion::V3 << QByteArray("&token=a")
                                  << QByteArray("Bearer b") << none;
    QTest::newRow("version 4 has a better place")
        << EngineVersion::V4 << QByteArray("&token=a") << QByteArray() << none;
}

void ClientTest::readsTheQueryOfVersion3()
{
    QFETCH(EngineVersion, version);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, authorization);
    ClientFixture fixture;
    fixture.start(version, query, authorization);
    if (version == EngineVersion::V4)
        fixture.say("40");
    QTEST(fixture.auths.at(0), "auth");
    if (version == EngineVersion::V4)
        return;
    fixture.say("40/custom?token=c"); // What is said of a namespace goes before.
    QCOMPARE(fixture.auths.at(1), QByteArray(R"({"token":"c"})"));
}

QTEST_GUILESS_MAIN(ClientTest)
#include "tst_client.moc"
