// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/adaptersocket.h"

#include <QSignalSpy>
#include <QTest>

using namespace linnet::net;

class TestAdapterSocket : public QObject
{
    Q_OBJECT

private slots:
    void givesWhatItWasFed()
    {
        AdapterSocket socket{Peer()};
        QSignalSpy ready(&socket, &QIODevice::readyRead);
        socket.feed("first\nsec");
        socket.feed("ond\nrest");
        QCOMPARE(ready.size(), 2);
        QCOMPARE(socket.bytesAvailable(), 17);
        QVERIFY(socket.canReadLine());
        QCOMPARE(socket.readLine(), QByteArray("first\n"));
        QCOMPARE(socket.peek(3), QByteArray("sec"));
        QCOMPARE(socket.skip(3), 3);
        QCOMPARE(socket.readLine(), QByteArray("ond\n"));
        QVERIFY(!socket.canReadLine());
        QCOMPARE(socket.readAll(), QByteArray("rest"));
        QCOMPARE(socket.bytesAvailable(), 0);
        QVERIFY(socket.read(1).isEmpty());
    }

    void canBeReadInTransactions()
    {
        AdapterSocket socket{Peer()};
        socket.feed("abc");
        socket.startTransaction();
        QCOMPARE(socket.read(2), QByteArray("ab"));
        socket.rollbackTransaction();
        QCOMPARE(socket.bytesAvailable(), 3);
        socket.startTransaction();
        QCOMPARE(socket.read(2), QByteArray("ab"));
        socket.commitTransaction();
        QCOMPARE(socket.readAll(), QByteArray("c"));
    }

    void handsOnWhatIsWritten()
    {
        QByteArray written;
        AdapterSocket socket{Peer()};
        QCOMPARE(socket.write("nobody wants it"), 15);
        socket.setOutput(&written);
        QCOMPARE(socket.write("abc"), 3);
        socket.flush();
        QCOMPARE(socket.write("d"), 1);
        QCOMPARE(written, QByteArray("abcd"));
        QCOMPARE(socket.bytesToWrite(), 0);
    }

    void canBeReadWithoutBuffers()
    {
        AdapterSocket socket{Peer()};
        socket.feed("abc");
        QCOMPARE(socket.peek(1), QByteArray("a"));
        QCOMPARE(socket.readAll(), QByteArray("abc"));
        socket.stopBuffering();
        QSignalSpy ready(&socket, &QIODevice::readyRead);
        socket.feed("def");
        QCOMPARE(ready.size(), 1);
        QCOMPARE(socket.peek(2), QByteArray("de"));
        QCOMPARE(socket.read(1), QByteArray("d"));
        QCOMPARE(socket.bytesAvailable(), 2);
        QCOMPARE(socket.readAll(), QByteArray("ef"));
        QCOMPARE(socket.state(), QAbstractSocket::ConnectedState);
    }

    void looksLikeAConnectedSocket()
    {
        Peer peer;
        peer.address = QHostAddress(QStringLiteral("192.0.2.7"));
        peer.localAddress = QHostAddress(QStringLiteral("2001:db8::1"));
        peer.localPort = 443;
        const AdapterSocket socket(peer);
        QCOMPARE(socket.state(), QAbstractSocket::ConnectedState);
        QVERIFY(socket.isOpen() && socket.isReadable() && socket.isWritable());
        QVERIFY(socket.isSequential());
        QCOMPARE(socket.peerAddress(), peer.address);
        QCOMPARE(socket.localAddress(), peer.localAddress);
        QCOMPARE(socket.localPort(), peer.localPort);
    }

    void saysOnceThatItWasDisconnected_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("disconnectFromHost") << 0;
        QTest::newRow("close") << 1;
        QTest::newRow("abort") << 2;
    }

    void saysOnceThatItWasDisconnected()
    {
        QFETCH(int, way);
        AdapterSocket socket{Peer()};
        QSignalSpy disconnected(&socket, &QAbstractSocket::disconnected);
        for (int time = 0; time < 2; ++time) {
            if (way == 0)
                socket.disconnectFromHost();
            else if (way == 1)
                socket.close();
            else
                socket.abort();
        }
        QCOMPARE(disconnected.size(), 1);
        QCOMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    }
};

QTEST_GUILESS_MAIN(TestAdapterSocket)
#include "tst_adaptersocket.moc"
