// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/server.h"
#include "tests/support/echoapplication.h"
#include "tests/support/patience.h"
#include "tests/support/rawclient.h"

#include <QSignalSpy>
#include <QTest>

using namespace linnet;
using namespace std::chrono_literals;
using test::RawClient;

namespace {

const QByteArray Hello = "GET /hello HTTP/1.1\r\nHost: test\r\n\r\n";

} // namespace

class ServerTest : public QObject
{
    Q_OBJECT

private slots:
    void answersARequest();
    void namesThePortItCannotBind();
    void listensOnSeveralAddresses();
    void spreadsConnectionsOverItsThreads();
    void refusesMoreConnectionsThanAllowed_data();
    void refusesMoreConnectionsThanAllowed();
    void countsConnections();
    void appliesReloadedLimitsToNewConnections();
    void finishesWhatIsInFlightWhenItDrains();
    void servesThoseWhoPollUntilSocketsHaveGone();
    void endsADrainInTime();
};

void ServerTest::answersARequest()
{
    const auto server = test::startServer();
    RawClient client(server->port());
    const auto reply = client.ask(Hello);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, "GET /hello\n");
    QVERIFY(client.isConnected());
    QCOMPARE(client.ask(Hello).status, 200);
}

void ServerTest::namesThePortItCannotBind()
{
    const auto first = test::startServer();
    net::ServerSettings settings = test::patientSettings();
    settings.listeners.push_back({QHostAddress(QHostAddress::LocalHost), first->port(), {}, {}});
    net::Server second(settings, [](net::IoThread &) { return nullptr; });
    const auto started = second.start();
    QVERIFY(!started);
    QVERIFY(started.error().message.contains(QString::number(first->port())));
}

void ServerTest::listensOnSeveralAddresses()
{
    net::ServerSettings settings = test::patientSettings();
    for (const auto address : {QHostAddress::LocalHost, QHostAddress::LocalHostIPv6,
                               QHostAddress::Any, QHostAddress::AnyIPv6})
        settings.listeners.push_back({QHostAddress(address), 0, {}, {}});
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request request, net::Reply reply) {
        net::Response response;
        response.body = request.peer.address.toString().toUtf8() + ' '
            + QByteArray::number(request.peer.listener);
        reply.send(std::move(response));
    };
    const auto server = test::startServer(behaviour, settings);
    QCOMPARE(RawClient(server->port(0)).ask(Hello).body, "127.0.0.1 0");
    QCOMPARE(RawClient(server->port(1), QHostAddress::LocalHostIPv6).ask(Hello).body, "::1 1");
    QCOMPARE(RawClient(server->port(2)).ask(Hello).body, "127.0.0.1 2");
    QCOMPARE(RawClient(server->port(2), QHostAddress::LocalHostIPv6).ask(Hello).body, "::1 2");
    QCOMPARE(RawClient(server->port(3), QHostAddress::LocalHostIPv6).ask(Hello).body, "::1 3");
    QVERIFY(!RawClient(server->port(3)).isConnected());
}

void ServerTest::spreadsConnectionsOverItsThreads()
{
    test::Behaviour behaviour;
    behaviour.handle = [](net::Request, net::Reply reply) {
        net::Response response;
        response.body = QThread::currentThread()->objectName().toUtf8();
        reply.send(std::move(response));
    };
    net::ServerSettings settings = test::patientSettings();
    settings.threads = 3;
    const auto server = test::startServer(behaviour, settings);
    QCOMPARE(server->threadCount(), 3);
    QSet<QByteArray> threads;
    for (int i = 0; i < 3; ++i)
        threads.insert(RawClient(server->port()).ask(Hello).body);
    QCOMPARE(threads, (QSet<QByteArray>{"io-0", "io-1", "io-2"}));
}

void ServerTest::refusesMoreConnectionsThanAllowed_data()
{
    QTest::addColumn<int>("total");
    QTest::addColumn<int>("perAddress");
    QTest::addColumn<int>("status");

    QTest::newRow("in total") << 2 << 100 << 503;
    QTest::newRow("of one address") << 100 << 2 << 429;
}

void ServerTest::refusesMoreConnectionsThanAllowed()
{
    QFETCH(int, total);
    QFETCH(int, perAddress);
    net::ServerSettings settings = test::patientSettings();
    settings.limits.connections = total;
    settings.limits.connectionsPerAddress = perAddress;
    const auto server = test::startServer({}, settings);
    {
        RawClient first(server->port());
        RawClient second(server->port());
        QCOMPARE(first.ask(Hello).status, 200);
        QCOMPARE(second.ask(Hello).status, 200);
        RawClient third(server->port());
        const auto refused = third.ask(Hello);
        QTEST(refused.status, "status");
        QVERIFY(refused.headers.value("retry-after").toInt() > 0);
        QVERIFY(third.waitForClose());
        QCOMPARE(server->connectionCount(), 2);
    }
    QTRY_COMPARE(server->connectionCount(), 0);
    QCOMPARE(RawClient(server->port()).ask(Hello).status, 200);
}

void ServerTest::countsConnections()
{
    const auto server = test::startServer();
    QCOMPARE(server->connectionCount(), 0);
    {
        RawClient one(server->port());
        RawClient two(server->port());
        QTRY_COMPARE(server->connectionCount(), 2);
    }
    QTRY_COMPARE(server->connectionCount(), 0);
}

void ServerTest::appliesReloadedLimitsToNewConnections()
{
    const auto server = test::startServer();
    RawClient before(server->port());
    QCOMPARE(before.ask(Hello).status, 200);
    net::ServerSettings settings = test::patientSettings();
    settings.listeners.emplace_back();
    settings.limits.requestLine = 10;
    QVERIFY(server->reload(settings));
    RawClient after(server->port());
    QCOMPARE(after.ask(Hello).status, 414);
    QCOMPARE(before.ask(Hello).status, 200);
}

void ServerTest::finishesWhatIsInFlightWhenItDrains()
{
    net::Reply pending;
    std::atomic<bool> isHandling = false;
    std::atomic<bool> wasDrained = false;
    test::Behaviour behaviour;
    behaviour.handle = [&](net::Request, net::Reply reply) {
        pending = std::move(reply);
        isHandling = true;
    };
    behaviour.drain = [&](const std::function<void()> &done) {
        wasDrained = true;
        done();
    };
    net::ServerSettings settings = test::patientSettings();
    settings.threads = 1;
    const auto server = test::startServer(behaviour, settings);
    RawClient idle(server->port());
    RawClient busy(server->port());
    busy.send(Hello);
    QTRY_VERIFY(isHandling);

    QSignalSpy drained(server.get(), &net::Server::drained);
    const quint16 port = server->port();
    server->drain(test::LongPatience);
    QVERIFY(idle.waitForClose());
    QTRY_VERIFY(wasDrained);
    QVERIFY(!RawClient(port).isConnected());
    QVERIFY(drained.isEmpty());

    pending.send({});
    const auto reply = busy.reply();
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.headers.value("connection"), "close");
    QVERIFY(busy.waitForClose());
    QTRY_COMPARE(drained.count(), 1);
}

void ServerTest::servesThoseWhoPollUntilSocketsHaveGone()
{
    std::function<void()> finish;
    Mailbox *home = nullptr;
    std::atomic<bool> isDraining = false;
    test::Behaviour behaviour;
    behaviour.drain = [&](std::function<void()> done) {
        finish = std::move(done);
        home = Mailbox::current();
        isDraining = true;
    };
    net::ServerSettings settings = test::patientSettings();
    settings.threads = 1;
    const auto server = test::startServer(behaviour, settings);
    RawClient client(server->port());
    QCOMPARE(client.ask(Hello).status, 200);
    QSignalSpy drained(server.get(), &net::Server::drained);
    server->drain(test::LongPatience);
    QTRY_VERIFY(isDraining);
    QCOMPARE(client.ask(Hello).status, 200);
    const quint16 port = server->port();
    QCOMPARE(RawClient(port).ask(Hello).status, 200);
    client.socket().abort(); // Nobody is connected: who polls comes back.
    QTRY_COMPARE(server->connectionCount(), 0);
    QTest::qWait(50); // Nothing may happen: there is no event to wait for.
    QVERIFY(drained.isEmpty());
    home->post(finish);
    QTRY_COMPARE(drained.count(), 1);
    QVERIFY(!RawClient(port).isConnected());
}

void ServerTest::endsADrainInTime()
{
    net::Reply pending;
    std::atomic<bool> isHandling = false;
    test::Behaviour behaviour;
    behaviour.handle = [&](net::Request, net::Reply reply) {
        pending = std::move(reply);
        isHandling = true;
    };
    const auto server = test::startServer(behaviour);
    RawClient busy(server->port());
    busy.send(Hello);
    QTRY_VERIFY(isHandling);
    QSignalSpy drained(server.get(), &net::Server::drained);
    server->drain(100ms);
    QTRY_COMPARE(drained.count(), 1);
    QCOMPARE(server->connectionCount(), 1);
}

QTEST_GUILESS_MAIN(ServerTest)
#include "tst_server.moc"
