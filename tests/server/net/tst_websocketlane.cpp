// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/websocketframe.h"
#include "tests/support/echoapplication.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

#include <memory>
#include <vector>

using namespace linnet;
using namespace linnet::net;

namespace {

constexpr qint64 MaxMessage = 4 << 20;

UpgradePlan acceptUpgrade(const Request &, IoThread &)
{
    UpgradePlan plan;
    plan.maxMessage = MaxMessage;
    return plan;
}

//! Commands of a test to the server's end of the socket.
void obey(WebSocket *socket, const QByteArray &command)
{
    if (command == "delete")
        delete socket;
    else if (command == "abort")
        socket->abort();
    else if (command == "close")
        socket->close(4001, "as you wish");
    else
        socket->send(Frame::text(command));
}

void serve(std::unique_ptr<WebSocket> owned, const Request &)
{
    auto *const socket = owned.release();
    QObject::connect(socket, &WebSocket::textReceived, socket,
                     [socket](const QByteArray &text) { obey(socket, text); });
    QObject::connect(socket, &WebSocket::binaryReceived, socket,
                     [socket](const QByteArray &bytes) { socket->send(Frame::binary(bytes)); });
    QObject::connect(socket, &WebSocket::closed, socket, &QObject::deleteLater);
}

} // namespace

//! The whole way, from a client of Qt's own to an application and back.
class TestWebSocketLane : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        ServerSettings settings = test::patientSettings();
        settings.limits.outputMost = 2 * MaxMessage;
        m_server = test::startServer({.handle = {},
                                      .planBody = {},
                                      .planUpgrade = acceptUpgrade,
                                      .opened = serve,
                                      .drain = {}},
                                     settings);
        QVERIFY(m_server);
        m_client = connected();
        QVERIFY(m_client);
    }

    void cleanup()
    {
        m_client.reset();
        m_server.reset();
    }

    void echoes_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 125, 126, 65535, 65536, 1 << 20, int(MaxMessage)})
            QTest::addRow("%d bytes", size) << size;
    }

    void echoes()
    {
        QFETCH(int, size);
        QSignalSpy texts(m_client.get(), &QWebSocket::textMessageReceived);
        QSignalSpy binaries(m_client.get(), &QWebSocket::binaryMessageReceived);
        const QString text(size, u'x');
        m_client->sendTextMessage(text);
        m_client->sendBinaryMessage(text.toLatin1());
        QTRY_COMPARE(binaries.size(), 1);
        QCOMPARE(texts.size(), 1);
        QCOMPARE(texts[0][0].toString(), text);
        QCOMPARE(binaries[0][0].toByteArray(), text.toLatin1());
    }

    void answersPings()
    {
        QSignalSpy pongs(m_client.get(), &QWebSocket::pong);
        m_client->ping("are you there?");
        QTRY_COMPARE(pongs.size(), 1);
        QCOMPARE(pongs[0][1].toByteArray(), QByteArray("are you there?"));
    }

    void refusesAMessageThatIsTooLarge()
    {
        m_client->sendBinaryMessage(QByteArray(MaxMessage + 1, 'x'));
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(int(m_client->closeCode()), int(CloseCode::TooLarge));
    }

    void closesAsTheApplicationSays()
    {
        m_client->sendTextMessage(QStringLiteral("close"));
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(int(m_client->closeCode()), 4001);
        QCOMPARE(m_client->closeReason(), QStringLiteral("as you wish"));
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void closesAsTheClientSays()
    {
        m_client->close(QWebSocketProtocol::CloseCodeNormal);
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void dropsTheConnection_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("deleted while a message is delivered") << QStringLiteral("delete");
        QTest::newRow("aborted while a message is delivered") << QStringLiteral("abort");
    }

    void dropsTheConnection()
    {
        QFETCH(QString, command);
        m_client->sendTextMessage(command);
        m_client->sendTextMessage(QStringLiteral("never delivered"));
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void servesManyClientsThatComeAndGo()
    {
        std::vector<std::unique_ptr<QWebSocket>> clients;
        for (int i = 0; i < 100; ++i) {
            clients.push_back(connected());
            QVERIFY(clients.back());
        }
        int echoes = 0;
        for (const auto &client : clients) {
            connect(client.get(), &QWebSocket::textMessageReceived, this, [&] { ++echoes; });
            client->sendTextMessage(QStringLiteral("hello"));
        }
        QTRY_COMPARE(echoes, 100);
        for (const auto &client : clients)
            client->abort();
        QTRY_COMPARE(m_server->connectionCount(), 1);
    }

    void survivesClientsThatLeaveWhileTheirMessagesAreHandled()
    {
        for (int i = 0; i < 50; ++i) {
            const auto client = connected();
            QVERIFY(client);
            client->sendBinaryMessage(QByteArray(200000, 'x'));
            client->flush();
            client->abort();
        }
        QTRY_COMPARE(m_server->connectionCount(), 1);
    }

    void endsWithOpenSockets() { m_server.reset(); }

private:
    std::unique_ptr<QWebSocket> connected() const
    {
        auto client = std::make_unique<QWebSocket>();
        QSignalSpy opened(client.get(), &QWebSocket::connected);
        client->open(QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(m_server->port())));
        return test::waitFor(opened) ? std::move(client) : nullptr;
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QWebSocket> m_client;
};

QTEST_GUILESS_MAIN(TestWebSocketLane)
#include "tst_websocketlane.moc"
