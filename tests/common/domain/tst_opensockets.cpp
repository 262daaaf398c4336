// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/opensockets.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class OpenSocketsTest : public QObject
{
    Q_OBJECT

private slots:
    void counts();
    void addsUp();
    void namesEveryTransport();
};

void OpenSocketsTest::counts()
{
    OpenSockets sockets;
    QCOMPARE(sockets.total(), 0);
    sockets.add(SocketTransport::PlainWebSocket, 10);
    sockets.add(SocketTransport::PlainWebSocket, 5);
    sockets.add(SocketTransport::EventStream, 0);
    QCOMPARE(sockets.on(SocketTransport::PlainWebSocket), 2);
    QCOMPARE(sockets.on(SocketTransport::EventStream), 1);
    QCOMPARE(sockets.on(SocketTransport::SocketIoPolling), 0);
    QCOMPARE(sockets.total(), 3);
    QCOMPARE(sockets.queuedBytes(), 15);
}

void OpenSocketsTest::addsUp()
{
    OpenSockets one;
    one.add(SocketTransport::SocketIoPolling, 1);
    OpenSockets other = one;
    other.add(SocketTransport::SocketIoWebSocket, 2);
    one += other;
    QCOMPARE(one.on(SocketTransport::SocketIoPolling), 2);
    QCOMPARE(one.on(SocketTransport::SocketIoWebSocket), 1);
    QCOMPARE(one.queuedBytes(), 4);
}

void OpenSocketsTest::namesEveryTransport()
{
    QStringList names;
    for (const SocketTransport transport : AllSocketTransports)
        names.append(nameOf(transport));
    QCOMPARE(names,
             (QStringList{u"socketio-polling"_s, u"socketio-websocket"_s, u"websocket"_s,
                          u"event-stream"_s}));
}

QTEST_GUILESS_MAIN(OpenSocketsTest)
#include "tst_opensockets.moc"
