// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/app.h"
#include "server/services/identity/webhookcodesender.h"
#include "tests/support/patience.h"
#include "tests/support/rawclient.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

const QByteArray GetReady = "GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n";

//! A key for all servers: finding a large one takes a busy machine its time.
QString keyFile()
{
    static const QTemporaryDir folder;
    static const SystemClock clock;
    static const auto keys = KeyRing::open({.directory = folder.path(), .bits = 2048}, clock);
    if (!keys || !(*keys)->signingKey())
        qFatal("No key.");
    return folder.filePath(QDir(folder.path()).entryList({u"*.pem"_s}, QDir::Files).value(0));
}

const QByteArray GetHealth = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";

Config configIn(const QTemporaryDir &folder)
{
    Config config;
    config.auth.keyFile = keyFile();
    config.node.dataDirectory = folder.path();
    config.listeners = {Config::Listener()};
    config.threads = 2;
    return config;
}

quint16 portOf(const App &app)
{
    return app.addresses().front().section(u':', -1).toUShort();
}

QByteArray post(const QByteArray &path, const QByteArray &json)
{
    return "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        + "Content-Length: " + QByteArray::number(json.size()) + "\r\n\r\n" + json;
}

//! \return whether a page of \p origin may read what the server answers.
bool answersPageOf(const App &app, const QByteArray &origin)
{
    test::RawClient client(portOf(app));
    const auto reply =
        client.ask("GET /healthz HTTP/1.1\r\nHost: a\r\nOrigin: " + origin + "\r\n\r\n");
    return reply.status == 200 && reply.headers.value("access-control-allow-origin") == origin;
}

} // namespace

class AppTest : public QObject
{
    Q_OBJECT

private slots:
    void servesOnceItHasStarted();
    void signsInWithTheDevelopmentCode();
    void startsAgainOnTheSameDirectory();
    void letsTrustedProxiesBringManyClients_data();
    void letsTrustedProxiesBringManyClients();
    void drainsWithinItsTime();
    void keepsItsSettingsWhenNewOnesAreWrong();
    void takesNewSettingsOver();
    void leavesForTheNextStartWhatCannotChange();
    void endsWhileRequestsAreInFlight();
    void endsWhileAGatewayHangs();
};

void AppTest::servesOnceItHasStarted()
{
    const QTemporaryDir folder;
    App app({}, configIn(folder));
    QVERIFY(app.start());
    test::RawClient client(portOf(app));
    QCOMPARE(client.ask(GetReady).status, 200);
}

void AppTest::signsInWithTheDevelopmentCode()
{
    const QTemporaryDir folder;
    App app(Options{.isDevelopment = true}, configIn(folder));
    QVERIFY(app.start());
    test::RawClient client(portOf(app));
    const auto asked =
        client.ask(post("/api/v1/auth/request-otp", R"({"phoneNumber":"+911111111111"})"));
    QCOMPARE(asked.status, 200);

    const auto signedIn =
        client.ask(post("/api/v1/auth/verify-otp",
                        R"({"phoneNumber":"+911111111111","otp":"123456","deviceId":"d"})"));

    QCOMPARE(signedIn.status, 200);
    const QJsonObject body = QJsonDocument::fromJson(signedIn.body).object();
    const auto me = client.ask("GET /api/v1/users/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                               + body[u"accessToken"_s].toString().toLatin1() + "\r\n\r\n");
    QCOMPARE(me.status, 200);
    QVERIFY(me.body.contains("+911111111111"));
}

void AppTest::startsAgainOnTheSameDirectory()
{
    const QTemporaryDir folder;
    for (int i = 0; i < 3; ++i) {
        App app({}, configIn(folder));
        QVERIFY(app.start());
        test::RawClient client(portOf(app));
        QCOMPARE(client.ask(GetHealth).status, 200);
    }
}

void AppTest::letsTrustedProxiesBringManyClients_data()
{
    QTest::addColumn<QStringList>("proxies");
    QTest::addColumn<int>("status");

    QTest::newRow("trusted") << QStringList{u"127.0.0.1"_s} << 200;
    QTest::newRow("another is") << QStringList{u"192.0.2.1"_s} << 429;
}

void AppTest::letsTrustedProxiesBringManyClients()
{
    QFETCH(QStringList, proxies);
    const QTemporaryDir folder;
    Config config = configIn(folder);
    config.trustedProxies = proxies;
    config.limits.connectionsPerAddress = 1;
    App app({}, config);
    QVERIFY(app.start());
    test::RawClient first(portOf(app));
    QCOMPARE(first.ask(GetHealth).status, 200);
    test::RawClient second(portOf(app));
    QTEST(second.ask(GetHealth).status, "status");
}

void AppTest::drainsWithinItsTime()
{
    const QTemporaryDir folder;
    App app({}, configIn(folder));
    QVERIFY(app.start());
    QSignalSpy drained(&app, &App::drained);
    test::RawClient client(portOf(app));
    QCOMPARE(client.ask(GetHealth).status, 200);

    app.drain(std::chrono::seconds(5));

    QVERIFY(test::waitFor(drained));
    QVERIFY(client.waitForClose());
}

void AppTest::keepsItsSettingsWhenNewOnesAreWrong()
{
    const QTemporaryDir folder;
    App app({}, configIn(folder));
    QVERIFY(app.start());
    Config other = configIn(folder);
    other.corsOrigins = QStringList{u"https://app.example.org"_s};
    other.auth.keyFile = folder.filePath(u"no.pem"_s);

    QVERIFY(!app.reload(other));

    QVERIFY(!answersPageOf(app, "https://app.example.org"));
}

void AppTest::takesNewSettingsOver()
{
    const QTemporaryDir folder;
    App app({}, configIn(folder));
    QVERIFY(app.start());
    Config other = configIn(folder);
    other.corsOrigins = QStringList{u"https://app.example.org"_s};

    QCOMPARE(app.reload(other).value(), QStringList());
    QVERIFY(answersPageOf(app, "https://app.example.org"));

    QCOMPARE(app.reload(configIn(folder)).value(), QStringList());
    QVERIFY(!answersPageOf(app, "https://app.example.org"));
}

void AppTest::leavesForTheNextStartWhatCannotChange()
{
    const QTemporaryDir folder;
    App app({}, configIn(folder));
    QVERIFY(app.start());
    Config other = configIn(folder);
    other.listeners.front().port = 1;
    other.corsOrigins = QStringList{u"https://app.example.org"_s};

    for (int i = 0; i < 2; ++i)
        QCOMPARE(app.reload(other).value(), QStringList{u"listener"_s});

    QVERIFY(answersPageOf(app, "https://app.example.org"));
}

void AppTest::endsWhileRequestsAreInFlight()
{
    const QTemporaryDir folder;
    std::vector<std::unique_ptr<test::RawClient>> clients;
    {
        App app(Options{.isDevelopment = true}, configIn(folder));
        QVERIFY(app.start());
        for (int i = 0; i < 20; ++i) {
            clients.push_back(std::make_unique<test::RawClient>(portOf(app)));
            clients.back()->send(
                post("/api/v1/auth/request-otp",
                     "{\"phoneNumber\":\"+9111111111" + QByteArray::number(10 + i) + "\"}"));
        }
        QVERIFY(clients.front()->reply().status > 0); // The others' codes are being hashed.
    }
    for (const auto &client : clients)
        QVERIFY(client->waitForClose());
}

void AppTest::endsWhileAGatewayHangs()
{
    const auto endsBeforeTheGateway = [] {
        QTcpServer gateway;
        gateway.listen(QHostAddress::LocalHost);
        const QTemporaryDir folder;
        Config config = configIn(folder);
        config.otp.sender = u"webhook"_s;
        config.otp.webhook = u"http://127.0.0.1:%1/send"_s.arg(gateway.serverPort());
        auto app = std::make_unique<App>(Options(), config);
        if (!app->start())
            return false;
        test::RawClient client(portOf(*app));
        client.send(post("/api/v1/auth/request-otp", R"({"phoneNumber":"+911111111111"})"));
        if (!test::waitUntil([&gateway] { return gateway.hasPendingConnections(); }))
            return false;
        QElapsedTimer elapsed;
        elapsed.start();
        app.reset();
        return elapsed.elapsed() < WebhookSettings().timeout.count() / 2;
    };
    QVERIFY(test::onceInTenTries(endsBeforeTheGateway));
}

QTEST_GUILESS_MAIN(AppTest)
#include "tst_app.moc"
