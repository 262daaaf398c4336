// SPDX-License-Identifier: GPL-3.0-or-later
// Server-sent events behind the real server: what only shows once bytes travel.
#include "server/net/server.h"
#include "server/transport/http/httpapplication.h"
#include "server/transport/sse/ssepart.h"
#include "tests/support/echoapplication.h"
#include "tests/support/rawclient.h"

#include <QTest>

using namespace linnet;
using test::RawClient;

namespace {

const QByteArray Listen = "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr qint64 MayWait = 10 << 10;
constexpr int Missed = 500;

QByteArray news(int number)
{
    return "{\"number\":" + QByteArray::number(number) + ",\"text\":\"" + QByteArray(1000, 'x')
        + "\"}";
}

//! Lets everybody in, and tells them in the same turn what they have missed.
void welcome(const std::shared_ptr<ClientSocket> &client)
{
    client->accept();
    for (int i = 0; i < Missed; ++i)
        client->emitEvent(PreparedEvent({"news", news(i)}));
}

std::unique_ptr<net::Server> startServer(const LiveRules &rules)
{
    net::ServerSettings settings = test::patientSettings();
    settings.limits.outputHigh = settings.limits.outputMost = MayWait;
    settings.listeners.resize(1);
    auto server = std::make_unique<net::Server>(settings, [&rules](net::IoThread &) {
        SseSettings sse;
        sse.paths = {"/events"};
        sse.mostBacklog = MayWait;
        sse.connected = welcome;
        std::vector<std::unique_ptr<HttpPart>> parts;
        parts.push_back(std::make_unique<SsePart>(sse, std::make_shared<DeadlineQueue>()));
        return std::make_unique<HttpApplication>(rules, std::move(parts));
    });
    if (!server->start())
        server.reset();
    return server;
}

} // namespace

class SseOverTheWireTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsAllThatWasMissedInOneTurn();

private:
    LiveRules m_rules;
};

void SseOverTheWireTest::tellsAllThatWasMissedInOneTurn()
{
    const auto server = startServer(m_rules);
    QVERIFY(server);
    QByteArray expected = SseSettings().greeting;
    for (int i = 0; i < Missed; ++i)
        expected += "data: " + news(i) + "\n\n";
    RawClient client(server->port(0));
    QCOMPARE(client.ask(Listen).status, 200);
    QCOMPARE(client.read(expected.size()), expected);
}

QTEST_GUILESS_MAIN(SseOverTheWireTest)
#include "tst_sseoverthewire.moc"
