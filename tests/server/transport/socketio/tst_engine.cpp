// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/engine.h"
#include "server/transport/sockets/farewell.h"
#include "tests/support/fakewire.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace linnet::socketio;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

bool isAnswerAwaited = false;

class SilentListener : public EngineSession::Listener
{
    void opened() override {}
    void received(EnginePacket) override {}
    bool isBusy() const override { return isAnswerAwaited; }
    void closed(CloseReason) override {}
};

net::Request request(const QByteArray &method, const QByteArray &query)
{
    net::Request made;
    made.method = method;
    made.path = "/socket.io/";
    made.query = query;
    return made;
}

} // namespace

//! What goes over the wire is tried in tests/scenario; here is what cannot be provoked from there.
class EngineTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void servesItsPathWithAndWithoutSlash();
    void asksForPingsAsItsListenerSays();
    void servesNewcomersByNewSettings();
    void limitsBodies();
    void limitsThoseWhoAreNotLetIn_data();
    void limitsThoseWhoAreNotLetIn();
    void forbidsForeignOrigins();
    void sendsSocketsToTheirThread();
    void takesTheFirstSubprotocolOffered();
    void forgetsAPostThatNeverEnds();
    void closesEverythingWhenDraining();
    void keepsWhoWaitsForAnAnswer();
    void closesASocketWhoseSessionHasGone();

private:
    void drain()
    {
        m_farewell = std::make_unique<Farewell>();
        m_engine->drain(*m_farewell);
        m_farewell->begin([] {});
    }
    QByteArray open();
    std::shared_ptr<FakeReceiver> ask(net::Request asked);

    std::shared_ptr<LiveSettings> m_settings;
    std::unique_ptr<FakeIoThread> m_thread;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Farewell> m_farewell;
    std::weak_ptr<EngineSession> m_newest;
};

void EngineTest::init()
{
    m_settings = std::make_shared<LiveSettings>();
    m_thread = std::make_unique<FakeIoThread>();
    m_engine = std::make_unique<Engine>(
        m_settings,
        Engine::Surroundings{*m_thread, std::make_shared<DeadlineQueue>(),
                             std::make_shared<EnginePeers>()},
        [this](EngineSession &session, std::shared_ptr<const net::Request>) {
            m_newest = session.weak_from_this();
            return std::make_unique<SilentListener>();
        });
}

void EngineTest::cleanup()
{
    m_engine.reset();
    m_thread.reset();
}

QByteArray EngineTest::open()
{
    const auto receiver = ask(request("GET", "EIO=4&transport=polling"));
    const qsizetype begin = QByteArrayView(R"(0{"sid":")").size();
    return receiver->body.sliced(begin, receiver->body.indexOf('"', begin) - begin);
}

std::shared_ptr<FakeReceiver> EngineTest::ask(net::Request asked)
{
    const auto receiver = std::make_shared<FakeReceiver>();
    m_engine->handle(std::move(asked), net::Reply(receiver));
    return receiver;
}

void EngineTest::servesItsPathWithAndWithoutSlash()
{
    QVERIFY(m_engine->handles("/socket.io/"));
    QVERIFY(m_engine->handles("/socket.io"));
    QVERIFY(!m_engine->handles("/socket.io/x"));
    QVERIFY(!m_engine->handles("/"));
}

void EngineTest::asksForPingsAsItsListenerSays()
{
    EngineSettings settings;
    settings.pingInterval = std::chrono::milliseconds(100);
    settings.pingIntervals = {{7, std::chrono::milliseconds(777)}};
    Engine engine(std::make_shared<LiveSettings>(settings),
                  {*m_thread, std::make_shared<DeadlineQueue>(), std::make_shared<EnginePeers>()},
                  [](EngineSession &, std::shared_ptr<const net::Request>) {
                      return std::make_unique<SilentListener>();
                  });
    for (const auto &[listener, interval] : {std::pair(0, "100"), std::pair(7, "777")}) {
        net::Request asked = request("GET", "EIO=4&transport=polling");
        asked.peer.listener = listener;
        const auto receiver = std::make_shared<FakeReceiver>();
        engine.handle(std::move(asked), net::Reply(receiver));
        QVERIFY(receiver->body.contains(QByteArray("\"pingInterval\":") + interval + ','));
    }
}

void EngineTest::limitsBodies()
{
    const auto plan = m_engine->planBody(request("POST", "EIO=4&transport=polling&sid=" + open()));
    QVERIFY(!plan.refusal);
    QCOMPARE(plan.limit, 1000000);
    QVERIFY(plan.budget);
}

void EngineTest::limitsThoseWhoAreNotLetIn_data()
{
    QTest::addColumn<int>("inAll");
    QTest::addColumn<int>("ofAnAddress");
    QTest::addColumn<QStringList>("proxies");
    QTest::addColumn<int>("status");

    QTest::newRow("in all") << 2 << 10 << QStringList() << 503;
    QTest::newRow("of one address") << 10 << 2 << QStringList() << 429;
    QTest::newRow("of a proxy") << 10 << 2 << QStringList{u"192.0.2.0/24"_s} << 200;
}

void EngineTest::limitsThoseWhoAreNotLetIn()
{
    QFETCH(int, inAll);
    QFETCH(int, ofAnAddress);
    QFETCH(QStringList, proxies);
    QFETCH(int, status);
    EngineSettings settings;
    settings.newcomers = inAll;
    settings.newcomersPerAddress = ofAnAddress;
    settings.proxies = *NetworkList::parse(proxies);
    m_settings->replace(settings);
    const auto come = [this] {
        net::Request asked = request("GET", "EIO=4&transport=polling");
        asked.peer.address = QHostAddress(u"192.0.2.7"_s);
        return ask(std::move(asked))->status;
    };
    QCOMPARE(come(), 200);
    QCOMPARE(come(), 200);
    QCOMPARE(come(), status);
    if (status == 200)
        return;
    m_newest.lock()->letIn();
    QCOMPARE(come(), 200);
    m_newest.lock()->close(CloseReason::TransportClose);
    QCOMPARE(come(), 200);
    QCOMPARE(come(), status);
}

void EngineTest::forbidsForeignOrigins()
{
    net::Request foreign = request("GET", "EIO=4&transport=polling");
    foreign.headers = {{"origin", "https://evil.example"}};
    QCOMPARE(ask(foreign)->status, 403);
    foreign.query = "EIO=4&transport=websocket";
    QCOMPARE(m_engine->planUpgrade(foreign).refusal->status, 403);
    QCOMPARE(m_engine->sessionCount(), size_t(0));
}

void EngineTest::sendsSocketsToTheirThread()
{
    const QByteArray own = open();
    const auto plan = m_engine->planUpgrade(request("GET", "EIO=4&transport=websocket&sid=" + own));
    QVERIFY(!plan.refusal);
    QCOMPARE(plan.thread, net::UpgradePlan::ThisThread);
    const auto foreign =
        m_engine->planUpgrade(request("GET", "EIO=4&transport=websocket&sid=01" + own.sliced(2)));
    QCOMPARE(foreign.refusal->status, 400); // There is one thread only.
}

void EngineTest::takesTheFirstSubprotocolOffered()
{
    net::Request upgrade = request("GET", "EIO=4&transport=websocket");
    QCOMPARE(m_engine->planUpgrade(upgrade).subprotocol, QByteArray());
    upgrade.headers = {{"sec-websocket-protocol", "x, y"}};
    QCOMPARE(m_engine->planUpgrade(upgrade).subprotocol, QByteArray("x"));
}

void EngineTest::forgetsAPostThatNeverEnds()
{
    const QByteArray query = "EIO=4&transport=polling&sid=" + open();
    const net::Request head = request("POST", query);
    auto first = m_engine->planBody(head).sink;
    QVERIFY(first);
    first.reset(); // The client hung up; it may try again.
    net::Request again = head;
    again.sink = m_engine->planBody(head).sink;
    QVERIFY(!again.sink->write("4hello"));
    QCOMPARE(ask(again)->body, "ok"_ba);
}

void EngineTest::closesEverythingWhenDraining()
{
    const QByteArray sid = open();
    const auto pending = ask(request("GET", "EIO=4&transport=polling&sid=" + sid));
    drain();
    QCOMPARE(pending->body, "1"_ba);
    QCOMPARE(m_engine->sessionCount(), size_t(0));
    QCOMPARE(ask(request("GET", "EIO=4&transport=polling"))->status, 503);
}

void EngineTest::keepsWhoWaitsForAnAnswer()
{
    const QByteArray sid = open();
    const auto pending = ask(request("GET", "EIO=4&transport=polling&sid=" + sid));
    isAnswerAwaited = true;
    drain();
    QCOMPARE(m_engine->sessionCount(), size_t(1));
    QCOMPARE(pending->answers, 0);
    isAnswerAwaited = false;
    QTRY_COMPARE(pending->body, "1"_ba);
    QCOMPARE(m_engine->sessionCount(), size_t(0));
}

void EngineTest::closesASocketWhoseSessionHasGone()
{
    const net::Request upgrade = request("GET", "EIO=4&transport=websocket&sid=" + open());
    QVERIFY(!m_engine->planUpgrade(upgrade).refusal);
    drain(); // Between the plan and the handshake.
    const auto log = std::make_shared<FakeWebSocket::Log>();
    m_engine->opened(std::make_unique<FakeWebSocket>(log), upgrade);
    QCOMPARE(log->closeCode, 1000);
    QTRY_VERIFY(log->isDeleted);
}

void EngineTest::servesNewcomersByNewSettings()
{
    const QByteArray sid = open();
    EngineSettings settings;
    settings.pingInterval = std::chrono::milliseconds(777);
    m_settings->replace(settings);
    QVERIFY(
        ask(request("GET", "EIO=4&transport=polling"))->body.contains(R"("pingInterval":777,)"));
    settings.allowsPolling = false;
    m_settings->replace(settings);

    QCOMPARE(ask(request("GET", "EIO=4&transport=polling"))->status, 400);
    const auto poll = ask(request("GET", "EIO=4&transport=polling&sid=" + sid));
    QCOMPARE(m_engine->sessionCount(), size_t(2));
    QCOMPARE(poll->answers, 0); // It waits for something to say.
}

QTEST_GUILESS_MAIN(EngineTest)
#include "tst_engine.moc"
