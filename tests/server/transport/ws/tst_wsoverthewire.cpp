// SPDX-License-Identifier: GPL-3.0-or-later
// The plain WebSocket endpoint behind the real server: what only shows once bytes travel.
#include "server/net/server.h"
#include "server/net/websocketframe.h"
#include "server/transport/http/httpapplication.h"
#include "server/transport/ws/wspart.h"
#include "tests/support/echoapplication.h"
#include "tests/support/patience.h"
#include "tests/support/rawclient.h"

using namespace linnet;
using namespace std::chrono_literals;
using test::RawClient;

namespace {

const QByteArray OpenSocket =
    "GET /ws?token=t HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: linnet.v1\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
const QByteArray Ping("\x89\0", 2);

//! At the first listener nobody is waited for, at the second one for as long as it takes.
enum Listener { Hasty, Patient };

WsSettings::Pings pingsAt(int listener)
{
    return {2ms, listener == Hasty ? 2ms : test::LongPatience};
}

//! Lets everybody in.
std::unique_ptr<net::Server> startServer(const LiveRules &rules)
{
    net::ServerSettings settings = test::patientSettings();
    settings.listeners.resize(2);
    auto server = std::make_unique<net::Server>(settings, [&rules](net::IoThread &) {
        WsSettings ws;
        ws.connected = [](const std::shared_ptr<ClientSocket> &client) { client->accept(); };
        ws.pings = pingsAt;
        std::vector<std::unique_ptr<HttpPart>> parts;
        parts.push_back(std::make_unique<WsPart>(ws, rules, std::make_shared<DeadlineQueue>()));
        return std::make_unique<HttpApplication>(rules, std::move(parts));
    });
    if (!server->start())
        server.reset();
    return server;
}

//! \return the length of the frame that tells a client that it is in.
qsizetype lengthOfReady(const QByteArray &start)
{
    return 2 + start[1];
}

} // namespace

class WsOverTheWireTest : public QObject
{
    Q_OBJECT

private slots:
    void endsAConnectionWhoseClientHasGone();
    void keepsOneWhoseClientAnswers();

private:
    LiveRules m_rules;
};

void WsOverTheWireTest::endsAConnectionWhoseClientHasGone()
{
    const auto server = startServer(m_rules);
    QVERIFY(server);
    RawClient client(server->port(Hasty));
    QCOMPARE(client.ask(OpenSocket).status, 101);
    // It never says anything again, not even to the server's goodbye.
    QVERIFY(client.waitForClose());
    const QByteArray said = client.buffer();
    const QByteArray end = said.sliced(lengthOfReady(said));
    QVERIFY2(end.startsWith(Ping + '\x88'), end.toHex());
    QVERIFY2(end.endsWith("ping timeout"), end.toHex());
    QTRY_COMPARE(server->connectionCount(), 0);
}

void WsOverTheWireTest::keepsOneWhoseClientAnswers()
{
    const auto server = startServer(m_rules);
    QVERIFY(server);
    RawClient client(server->port(Patient));
    QCOMPARE(client.ask(OpenSocket).status, 101);
    client.read(lengthOfReady(client.read(2)) - 2);
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(client.read(Ping.size()), Ping);
        client.send(net::clientFrame(net::Opcode::Pong, {}));
    }
    QVERIFY(client.isConnected());
}

QTEST_GUILESS_MAIN(WsOverTheWireTest)
#include "tst_wsoverthewire.moc"
