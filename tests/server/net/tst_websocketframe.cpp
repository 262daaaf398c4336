// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/websocket.h"
#include "server/net/websocketframe.h"

#include <QTest>

using namespace linnet::net;

class TestWebSocketFrame : public QObject
{
    Q_OBJECT

private slots:
    void saysItsLengthInTheShortestForm_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<QByteArray>("server");
        QTest::addColumn<QByteArray>("client");
        const auto row = [](int size, const char *server, const char *client) {
            QTest::addRow("%d bytes", size)
                << size << QByteArray::fromHex(server) << QByteArray::fromHex(client);
        };
        row(0, "8200", "828000000000");
        row(125, "827d", "82fd00000000");
        row(126, "827e007e", "82fe007e00000000");
        row(65535, "827effff", "82feffff00000000");
        row(65536, "827f0000000000010000", "82ff000000000001000000000000");
    }

    void saysItsLengthInTheShortestForm()
    {
        QFETCH(int, size);
        QFETCH(QByteArray, server);
        QFETCH(QByteArray, client);
        const QByteArray payload(size, 'p');
        QCOMPARE(serverFrame(Opcode::Binary, payload), server + payload);
        QCOMPARE(clientFrame(Opcode::Binary, payload), client + payload);
    }

    void isPreparedOnceForMessages()
    {
        QCOMPARE(Frame::text("hi").bytes(), QByteArray::fromHex("8102") + "hi");
        QCOMPARE(Frame::binary("hi").bytes(), QByteArray::fromHex("8202") + "hi");
    }

    void closesWithACodeAndAReason()
    {
        QCOMPARE(closeFrame(CloseCode::Normal, "bye"), QByteArray::fromHex("880503e8") + "bye");
        QCOMPARE(closeFrame(CloseCode::NoStatus, "unsaid"), QByteArray::fromHex("8800"));
        QCOMPARE(closeFrame(1001, QByteArray(200, 'r')).size(), 2 + 125);
    }
};

QTEST_GUILESS_MAIN(TestWebSocketFrame)
#include "tst_websocketframe.moc"
