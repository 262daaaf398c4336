// SPDX-License-Identifier: GPL-3.0-or-later
// The server that the public client library's own tests expect.
#include "tests/scenario/profileserver.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Target = "/socket.io/?EIO=4&transport=websocket";
const QByteArray Bytes = R"({"_placeholder":true,"num":0})";

QJsonObject objectIn(const QByteArray &packet)
{
    return QJsonDocument::fromJson(packet.mid(packet.indexOf('{'))).object();
}

//! \brief A client that is in a namespace.
class Visitor : public WebSocketClient
{
public:
    explicit Visitor(const ProfileServer &server, const QByteArray &auth = {})
        : WebSocketClient(server, Target + "&e=f%26g")
    {
        opened = hear();
        say("40" + auth);
        welcome = hear();
    }

    QByteArray pid() const { return objectIn(welcome)["pid"_L1].toString().toUtf8(); }
    QByteArray sid() const { return objectIn(welcome)["sid"_L1].toString().toUtf8(); }

    QByteArray opened;
    QByteArray welcome;
};

} // namespace

class ClientSuiteTest : public QObject
{
    Q_OBJECT

private slots:
    void takesItsTime();
    void tellsHowToComeBack();
    void letsClientsIn_data();
    void letsClientsIn();
    void turnsClientsAway_data();
    void turnsClientsAway();
    void answers_data();
    void answers();
    void answersWithBytes();
    void answersBytes_data();
    void answersBytes();
    void answersInOrderOnly();
    void asksForAnAcknowledgement();
    void givesDates();
    void tellsTheHandshake();
    void tellsTheSocketsId();
    void recoversALostConnection();
    void recoversOverPolling();

private:
    static constexpr auto Suite = ProfileServer::Suite::Client;
    const ProfileServer m_server{Suite, ProtocolProfile::paceOf(Suite)};
};

void ClientSuiteTest::takesItsTime()
{
    QElapsedTimer elapsed;
    elapsed.start();
    const PollingSession session(m_server, "/socket.io/");
    QVERIFY(elapsed.elapsed() >= 10);
    QVERIFY(session.opened().body.contains(R"("pingInterval":2000,"pingTimeout":20000)"));
}

void ClientSuiteTest::tellsHowToComeBack()
{
    const Visitor visitor(m_server);
    QCOMPARE(objectIn(visitor.welcome).keys(), (QStringList{u"pid"_s, u"sid"_s}));
    QVERIFY(visitor.pid() != visitor.sid());
}

void ClientSuiteTest::letsClientsIn_data()
{
    QTest::addColumn<QByteArray>("nameSpace");

    for (const QByteArray &name : {"/foo"_ba, "/timeout_socket"_ba, "/valid"_ba, "/asd"_ba})
        QTest::newRow(name.constData()) << name;
}

void ClientSuiteTest::letsClientsIn()
{
    QFETCH(QByteArray, nameSpace);
    Visitor visitor(m_server);
    visitor.say("40" + nameSpace + ',');
    QVERIFY(visitor.hear().startsWith("40" + nameSpace + R"(,{"sid":")"));
}

void ClientSuiteTest::turnsClientsAway_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("nameSpace");
    QTest::addColumn<QByteArray>("answer");

    QTest::newRow("from a namespace")
        << ""_ba
        << "/no"_ba
        << R"x(44/no,{"message":"Auth failed (custom namespace)"})x"_ba;
    QTest::newRow("from the main one") << "&fail=1"_ba
                                       << ""_ba
                                       << R"x(44{"message":"Auth failed (main namespace)"})x"_ba;
    QTest::newRow("from one that is not there")
        << ""_ba
        << "/timeout"_ba
        << R"(44/timeout,{"message":"Invalid namespace"})"_ba;
}

void ClientSuiteTest::turnsClientsAway()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, nameSpace);
    QFETCH(QByteArray, answer);
    WebSocketClient client(m_server, Target + query);
    client.hear();
    client.say("40" + nameSpace);
    QCOMPARE(client.hear(), answer);
}

void ClientSuiteTest::answers_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArrayList>("heard");

    QTest::newRow("hi") << R"(42["hi"])"_ba << QByteArrayList{R"(42["hi","1"])"};
    QTest::newRow("false") << R"(42["false"])"_ba << QByteArrayList{R"(42["false",false,"1"])"};
    QTest::newRow("echo") << R"(423["echo",{"b":[1.50]}])"_ba
                          << QByteArrayList{R"(433[{"b":[1.50]}])"};
    QTest::newRow("getUtf8") << R"(42["getUtf8"])"_ba
                             << QByteArrayList{R"(42["takeUtf8","てすと","1"])",
                                               R"(42["takeUtf8","Я Б Г Д Ж Й","2"])",
                                               R"(42["takeUtf8","Ä ä Ü ü ß","3"])",
                                               R"(42["takeUtf8","utf8 — string","4"])",
                                               R"(42["takeUtf8","utf8 — string","5"])"};
}

void ClientSuiteTest::answers()
{
    QFETCH(QByteArray, said);
    QFETCH(QByteArrayList, heard);
    Visitor visitor(m_server);
    visitor.say(R"(429["unknown"])"); // Not answered.
    visitor.say(said);
    for (const QByteArray &expected : heard)
        QCOMPARE(visitor.hear(), expected);
}

void ClientSuiteTest::answersWithBytes()
{
    Visitor visitor(m_server);
    visitor.say(R"(42["doge"])");
    QCOMPARE(visitor.hear(), R"(451-["doge",)" + Bytes + R"(,"1"])");
    QCOMPARE(visitor.hear(), "<binary>asdfasdf");
    visitor.say(R"(42["getbin"])");
    QCOMPARE(visitor.hear(), R"(451-["takebin",)" + Bytes + R"(,"2"])");
    QCOMPARE(visitor.hear(), "<binary>asdfasdf");
}

void ClientSuiteTest::answersBytes_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("argument");
    QTest::addColumn<QByteArray>("answer");

    const QByteArray mixed = R"({"hello":"lol","message":)" + Bytes + R"(,"goodbye":"gotcha"})";
    QTest::newRow("buffa") << "buffa"_ba << Bytes << "buffack"_ba;
    QTest::newRow("blob") << "blob"_ba << Bytes << "back"_ba;
    QTest::newRow("jsonbuff") << "jsonbuff"_ba << mixed << "jsonbuff-ack"_ba;
    QTest::newRow("jsonblob") << "jsonblob"_ba << mixed << "jsonblob-ack"_ba;
}

void ClientSuiteTest::answersBytes()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, argument);
    QFETCH(QByteArray, answer);
    Visitor visitor(m_server);
    visitor.say("42[\"" + name + "\",\"no bytes\"]"); // Not answered.
    visitor.say("451-[\"" + name + "\"," + argument + ']');
    visitor.sayBytes("bytes");
    QCOMPARE(visitor.hear(), "42[\"" + answer + R"(","1"])");
}

void ClientSuiteTest::answersInOrderOnly()
{
    Visitor visitor(m_server);
    const auto sayBytes = [&](const QByteArray &name) {
        visitor.say("451-[\"" + name + "\"," + Bytes + ']');
        visitor.sayBytes("bytes");
    };
    visitor.say(R"(42["abuff2","too early"])");
    sayBytes("blob3");
    sayBytes("abuff1");
    visitor.say(R"(42["abuff2","please arrive second"])");
    QCOMPARE(visitor.hear(), R"(42["abuff2-ack","1"])");
    sayBytes("blob1");
    visitor.say(R"(42["blob2","second"])");
    sayBytes("blob3");
    QCOMPARE(visitor.hear(), R"(42["blob3-ack","2"])");
}

void ClientSuiteTest::asksForAnAcknowledgement()
{
    Visitor visitor(m_server);
    visitor.say(R"(42["ack"])");
    QCOMPARE(visitor.hear(), R"(421["ack"])");
    visitor.say(R"(431[4,{"test":true}])"); // Not what was expected.
    visitor.say(R"(42["ack"])");
    QCOMPARE(visitor.hear(), R"(422["ack"])");
    visitor.say(R"(432[5,{"test":true}])");
    QCOMPARE(visitor.hear(), R"(42["got it","1"])");
}

void ClientSuiteTest::givesDates()
{
    const QString date = u"\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z\""_s;
    Visitor visitor(m_server);
    const auto hears = [&](const QString &pattern) {
        return QString::fromUtf8(visitor.hear()).contains(QRegularExpression(pattern.arg(date)));
    };
    visitor.say(R"(427["getAckDate",{"test":true}])");
    QVERIFY(hears(u"^437\\[%1\\]$"_s));
    visitor.say(R"(42["getDate"])");
    QVERIFY(hears(u"^42\\[\"takeDate\",%1,\"1\"\\]$"_s));
    visitor.say(R"(42["getDateObj"])");
    QVERIFY(hears(u"^42\\[\"takeDateObj\",\\{\"date\":%1\\},\"2\"\\]$"_s));
}

void ClientSuiteTest::tellsTheHandshake()
{
    Visitor visitor(m_server, R"({"a":"b"})");
    visitor.say(R"(420["getHandshake"])");
    const QJsonObject own = objectIn(visitor.hear().chopped(1));
    QCOMPARE(own["query"_L1]["e"_L1], u"f&g"_s);
    QCOMPARE(own["auth"_L1]["a"_L1], u"b"_s);
    QVERIFY(own["headers"_L1].toObject().contains("host"_L1));
    visitor.say(R"(40/abc,{"c":"d"})");
    visitor.hear();
    const QByteArray event = visitor.hear();
    QVERIFY(event.startsWith(R"(42/abc,["handshake",{)"));
    QVERIFY(event.contains(R"("auth":{"c":"d"})"));
}

void ClientSuiteTest::tellsTheSocketsId()
{
    Visitor visitor(m_server);
    visitor.say(R"(425["getId"])");
    QCOMPARE(visitor.hear(), R"(435[")" + visitor.sid() + R"("])");
    visitor.say("40/foo,");
    const QByteArray sid = objectIn(visitor.hear())["sid"_L1].toString().toUtf8();
    visitor.say(R"(42/foo,6["getId"])");
    QCOMPARE(visitor.hear(), R"(43/foo,6[")" + sid + R"("])");
}

void ClientSuiteTest::recoversALostConnection()
{
    auto lost = std::make_unique<Visitor>(m_server);
    lost->say(R"(42["hi"])");
    QCOMPARE(lost->hear(), R"(42["hi","1"])");
    lost->say(R"(42["false"])"); // Stands for what it did not hear any more.
    lost->hear();
    const QByteArray claim = R"({"pid":")" + lost->pid() + R"(","offset":"1"})";
    const QByteArray welcome = lost->welcome;
    lost->close();
    QVERIFY(lost->waitForClose());
    // Until the server has noticed, a stranger is all that comes.
    std::optional<Visitor> again;
    QVERIFY(waitUntil([&] { return again.emplace(m_server, claim).welcome == welcome; }));
    Visitor &back = *again;
    QCOMPARE(back.hear(), R"(42["false",false,"2"])");
    back.say(R"(42["hi"])");
    QCOMPARE(back.hear(), R"(42["hi","3"])");
    const Visitor thief(m_server, claim); // While it is in use, it belongs to one client.
    QVERIFY(thief.sid() != back.sid());
}

void ClientSuiteTest::recoversOverPolling()
{
    const PollingSession lost(m_server, "/socket.io/");
    lost.post("40");
    const QByteArray welcome = lost.poll().body;
    const QByteArray pid = objectIn(welcome)["pid"_L1].toString().toUtf8();
    lost.post(R"(42["hi"])");
    QCOMPARE(lost.poll().body, R"(42["hi","1"])");
    lost.post("1");
    const PollingSession back(m_server, "/socket.io/");
    back.post(R"(40{"pid":")" + pid + R"(","offset":"1"})");
    QCOMPARE(back.poll().body, welcome);
}

QTEST_GUILESS_MAIN(ClientSuiteTest)
#include "tst_clientsuite.moc"
