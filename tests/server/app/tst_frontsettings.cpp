// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/frontsettings.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

bool acceptsPageOf(const CorsPolicy &policy, const QByteArray &origin)
{
    net::Request request;
    request.headers = {{"host", "chat.example.org"}, {"origin", origin}};
    return policy.acceptsFrom(request);
}

} // namespace

class FrontSettingsTest : public QObject
{
    Q_OBJECT

private slots:
    void takesTheThreadsThatAreAskedFor();
    void otherwiseTakesOneForEachCore();
    void aLoopbackOriginStandsForTheUsersOwnMachine();
    void nobodyIsLimitedWhereLimitsAreOff();
    void passesTheSocketSettingsOn();
    void knowsWhatIsDifferentAtAListener();
    void asksPlainWebSocketsAsOftenAsOthers();
    void theStaffHaveAStreamOfTheirOwn();
    void servesWhatIsNamedAlikeAsTheListenersFamilyMeansIt_data();
    void servesWhatIsNamedAlikeAsTheListenersFamilyMeansIt();
    void itsOwnPagesMayUseCookies();
    void itsOwnPagesAreWhereItSaysThatItIs();
    void passesTheRulesOfRequestsOn();
    void namesANetworkItDoesNotUnderstand();
};

void FrontSettingsTest::takesTheThreadsThatAreAskedFor()
{
    Config config;
    config.threads = 3;
    QCOMPARE(threadCount(config), 3);
}

void FrontSettingsTest::otherwiseTakesOneForEachCore()
{
    QVERIFY(threadCount(Config()) > 0);
}

void FrontSettingsTest::aLoopbackOriginStandsForTheUsersOwnMachine()
{
    Config config;
    config.corsOrigins = {u"loopback"_s, u"https://app.example.org"_s};
    const CorsPolicy policy = corsPolicy(config);
    QVERIFY(acceptsPageOf(policy, "http://localhost:5173"));
    QVERIFY(acceptsPageOf(policy, "https://app.example.org"));
    QVERIFY(!acceptsPageOf(policy, "https://evil.example.net"));
}

void FrontSettingsTest::nobodyIsLimitedWhereLimitsAreOff()
{
    Config config;
    QVERIFY(!rateSettings(config).exempt.contains(QHostAddress(u"192.0.2.1"_s)));
    config.rateLimits = false;
    QVERIFY(rateSettings(config).exempt.contains(QHostAddress(u"192.0.2.1"_s)));
    QVERIFY(rateSettings(config).exempt.contains(QHostAddress(u"2001:db8::1"_s)));
}

void FrontSettingsTest::passesTheSocketSettingsOn()
{
    Config config;
    config.socketIo.path = u"/chat/"_s;
    config.socketIo.pingInterval = 300ms;
    config.socketIo.maxPayload = 12345;
    config.socketIo.transports = QStringList{u"websocket"_s};
    config.trustedProxies = QStringList{u"192.0.2.0/24"_s};
    const auto engine = engineSettings(config, corsPolicy(config));
    QCOMPARE(engine.path, QByteArray("/chat/"));
    QVERIFY(engine.pingInterval == 300ms);
    QCOMPARE(engine.maxPayload, 12345);
    QVERIFY(engine.allowsWebSocket);
    QVERIFY(!engine.allowsPolling);
    QVERIFY(engine.proxies.contains(QHostAddress(u"192.0.2.7"_s)));
    QCOMPARE(frontSettings(config)->rules.mostMessage, 12345);
}

void FrontSettingsTest::knowsWhatIsDifferentAtAListener()
{
    Config config;
    config.listeners.resize(3);
    config.listeners[1].dialects = QStringList{u"cookie"_s};
    config.listeners[2].pingInterval = 5s;
    config.listeners[1].apiAuthLogin = u"otp"_s;
    const auto substitutes = substitutesByListener(config);
    QCOMPARE(substitutes.size(), size_t(1));
    QCOMPARE(substitutes.at(1).value("/api/auth/login"), QByteArray("/v1/auth/login"));
    QCOMPARE(dialectsByListener(config),
             (std::map<int, QStringList>{{1, {u"cookie"_s}}, {3, {u"admin"_s}}}));
    config.operatorSocket.clear();
    QCOMPARE(dialectsByListener(config), (std::map<int, QStringList>{{1, {u"cookie"_s}}}));
    const auto intervals = engineSettings(config, corsPolicy(config)).pingIntervals;
    QCOMPARE(intervals.size(), size_t(1));
    QVERIFY(intervals.at(2) == 5s);
}

void FrontSettingsTest::asksPlainWebSocketsAsOftenAsOthers()
{
    Config config;
    config.listeners.resize(2);
    config.listeners[1].pingInterval = 5s;
    config.socketIo.pingTimeout = 7s;
    const CorsPolicy cors = corsPolicy(config);
    const auto live = std::make_shared<socketio::LiveSettings>(engineSettings(config, cors));
    const WsSettings settings = wsSettings({}, live);
    QVERIFY(settings.pings(0).interval == config.socketIo.pingInterval);
    QVERIFY(settings.pings(1).interval == 5s);
    QVERIFY(settings.pings(1).patience == 7s);
    config.socketIo.pingTimeout = 8s;
    live->replace(engineSettings(config, cors));
    QVERIFY(settings.pings(1).patience == 8s);
}

void FrontSettingsTest::theStaffHaveAStreamOfTheirOwn()
{
    const SseSettings own = adminEventSettings({});
    QCOMPARE(own.paths, QByteArrayList{"/api/v1/admin/events"});
    QCOMPARE(own.dialect, QByteArray("admin"));
    QVERIFY(own.form == SseSettings::Form::Named);
}

void FrontSettingsTest::servesWhatIsNamedAlikeAsTheListenersFamilyMeansIt_data()
{
    QTest::addColumn<QStringList>("dialects");
    QTest::addColumn<QString>("apiAuthLogin");
    QTest::addColumn<bool>("isOfCodes");
    QTest::newRow("all families") << QStringList() << u"session"_s << false;
    QTest::newRow("all families, by choice") << QStringList() << u"otp"_s << true;
    QTest::newRow("whispr alone") << QStringList{u"whispr"_s} << u"session"_s << true;
    QTest::newRow("whispr and phone")
        << QStringList{u"phone"_s, u"whispr"_s} << u"session"_s << true;
    QTest::newRow("whispr and mern")
        << QStringList{u"whispr"_s, u"mern"_s} << u"session"_s << false;
    QTest::newRow("whispr and cookie")
        << QStringList{u"whispr"_s, u"cookie"_s} << u"session"_s << false;
    QTest::newRow("mern alone") << QStringList{u"mern"_s} << u"session"_s << false;
}

void FrontSettingsTest::servesWhatIsNamedAlikeAsTheListenersFamilyMeansIt()
{
    QFETCH(QStringList, dialects);
    QFETCH(QString, apiAuthLogin);
    QFETCH(bool, isOfCodes);
    Config config;
    config.listeners.resize(1);
    config.listeners[0].dialects = dialects;
    config.listeners[0].apiAuthLogin = apiAuthLogin;
    const auto substitutes = substitutesByListener(config);
    QCOMPARE(substitutes.contains(0), isOfCodes);
    if (!isOfCodes)
        return;
    for (const QByteArray name : {"register", "login", "refresh-token"})
        QCOMPARE(substitutes.at(0).value("/api/auth/" + name), "/v1/auth/" + name);
}

void FrontSettingsTest::itsOwnPagesMayUseCookies()
{
    Config config;
    QVERIFY(!acceptsPageOf(corsPolicy(config), "https://public.example.org"));
    config.node.publicUrl = u"https://public.example.org"_s;
    QVERIFY(acceptsPageOf(corsPolicy(config), "https://public.example.org"));
}

void FrontSettingsTest::itsOwnPagesAreWhereItSaysThatItIs()
{
    Config config;
    QVERIFY(acceptsPageOf(corsPolicy(config), "http://chat.example.org"));
    config.node.publicUrl = u"https://public.example.org:8443"_s;
    QVERIFY(!acceptsPageOf(corsPolicy(config), "http://chat.example.org"));
    config.node.publicUrl = u"https://chat.example.org:8443"_s;
    QVERIFY(acceptsPageOf(corsPolicy(config), "http://chat.example.org"));
}

void FrontSettingsTest::passesTheRulesOfRequestsOn()
{
    Config config;
    config.node.publicUrl = u"https://public.example.org"_s;
    config.node.dataDirectory = u"/data"_s;
    config.trustedProxies = QStringList{u"192.0.2.0/24"_s};
    config.jsonBody = 1111;
    config.jsonWithFile = 2222;
    config.media.largestUpload = 3333;
    config.socketsPerSession = 4;
    config.socketIo.connectTimeout = 5s;

    const auto settings = frontSettings(config);

    QVERIFY(settings);
    const RequestRules &rules = settings->rules;
    QCOMPARE(rules.publicUrl, u"https://public.example.org"_s);
    QVERIFY(rules.proxies.contains(QHostAddress(u"192.0.2.7"_s)));
    QVERIFY(acceptsPageOf(rules.cors, "https://public.example.org"));
    QCOMPARE(rules.bodies.json, 1111);
    QCOMPARE(rules.bodies.jsonWithFile, 2222);
    QCOMPARE(rules.uploads.mostFile, 3333);
    QCOMPARE(rules.uploads.folder, u"/data/media/incoming"_s);
    QCOMPARE(rules.socketsPerSession, 4);
    QVERIFY(settings->connectTimeout == 5s);
    QVERIFY(settings->web.isEmpty());
}

void FrontSettingsTest::namesANetworkItDoesNotUnderstand()
{
    Config config;
    config.trustedProxies = QStringList{u"the office"_s};
    QVERIFY(frontSettings(config).error().message.contains(u"the office"_s));
}

QTEST_GUILESS_MAIN(FrontSettingsTest)
#include "tst_frontsettings.moc"
