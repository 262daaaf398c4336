// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/bodybudget.h"
#include "server/net/websocketframe.h"
#include "server/net/websocketlane.h"
#include "tests/server/net/fakeoutlet.h"
#include "tests/server/net/upgraderequest.h"
#include "tests/support/patience.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace linnet;
using namespace linnet::net;

class TestWebSocketWire : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_outlet = FakeOutlet();
        open(UpgradePlan());
        m_outlet.take();
    }

    void cleanup()
    {
        m_wire.reset();
        m_socket.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void answersTheHandshake()
    {
        UpgradePlan plan;
        plan.subprotocol = "linnet.v1";
        open(plan);
        QCOMPARE(m_outlet.take(),
                 "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                 "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
                 "Sec-WebSocket-Protocol: linnet.v1\r\n\r\n");
    }

    void opensManyAtOnce()
    {
        // QWebSocketServer queues 30 connections at most; none may stay in its queue.
        for (int i = 0; i < 100; ++i) {
            FakeOutlet outlet;
            auto opened = m_lane.open(outlet, test::upgradeRequest(), UpgradePlan());
            QVERIFY(opened && opened->wire && opened->socket);
        }
    }

    void deliversMessagesByteForByte_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("plain") << QByteArray("Hello");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("a byte order mark") << QByteArray("\xef\xbb\xbf");
        QTest::newRow("a byte order mark first") << QByteArray("\xef\xbb\xbf{}");
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
        QTest::newRow("only NUL") << QByteArray("\0", 1);
        QTest::newRow("non-characters") << QByteArray("\xef\xbf\xbe\xef\xbf\xbf\xf0\x9f\xbf\xbf");
        QTest::newRow("the last character") << QByteArray("\xf4\x8f\xbf\xbf");
        QTest::newRow("replacement character") << QByteArray("\xef\xbf\xbd");
        QTest::newRow("126 bytes") << QByteArray(126, 'x');
        QTest::newRow("65,536 bytes") << QByteArray(65536, 'x');
        QTest::newRow("1 MiB") << QByteArray(1 << 20, 'x');
    }

    void deliversMessagesByteForByte()
    {
        QFETCH(QByteArray, payload);
        QSignalSpy texts(m_socket.get(), &WebSocket::textReceived);
        QSignalSpy binaries(m_socket.get(), &WebSocket::binaryReceived);
        m_wire->received(clientFrame(Opcode::Text, payload));
        m_wire->received(clientFrame(Opcode::Binary, payload));
        QCOMPARE(texts.size(), 1);
        QCOMPARE(texts[0][0].toByteArray(), payload);
        QCOMPARE(binaries.size(), 1);
        QCOMPARE(binaries[0][0].toByteArray(), payload);
    }

    void answersPingsAmongMessagesInOrder()
    {
        connect(m_socket.get(), &WebSocket::textReceived, this,
                [this](const QByteArray &utf8) { m_socket->send(Frame::text(utf8)); });
        m_wire->received(clientFrame(Opcode::Text, "a") + clientFrame(Opcode::Ping, "1")
                         + clientFrame(Opcode::Pong, "unsolicited") + clientFrame(Opcode::Text, "b")
                         + clientFrame(Opcode::Ping, "2"));
        QCOMPARE(m_outlet.take(),
                 QByteArray("\x81\x01"
                            "a\x8a\x01"
                            "1\x81\x01"
                            "b\x8a\x01"
                            "2"));
    }

    void asksThePeerForASignOfLife()
    {
        m_socket->ping();
        QCOMPARE(m_outlet.take(), QByteArray("\x89\0", 2));
        m_socket->close(1000);
        m_outlet.take();
        m_socket->ping();
        QCOMPARE(m_outlet.take(), QByteArray());
    }

    void knowsWhenItHeardOfThePeer()
    {
        const QByteArray pong = clientFrame(Opcode::Pong, {});
        for (const QByteArray &part : {pong.first(1), pong.sliced(1)}) {
            const auto before = std::chrono::steady_clock::now();
            QVERIFY(m_socket->heardAt() <= before);
            m_wire->received(part);
            QVERIFY(m_socket->heardAt() >= before);
        }
    }

    void echoesTheCloseOfThePeer_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("code");
        QTest::newRow("no code") << QByteArray() << QByteArray("\x88\0", 2) << 1005;
        QTest::newRow("1000") << QByteArray("\x03\xe8 bye") << QByteArray("\x88\x02\x03\xe8")
                              << 1000;
        QTest::newRow("4999") << QByteArray("\x13\x87") << QByteArray("\x88\x02\x13\x87") << 4999;
    }

    void echoesTheCloseOfThePeer()
    {
        QFETCH(QByteArray, payload);
        QFETCH(int, code);
        QSignalSpy closed(m_socket.get(), &WebSocket::closed);
        m_wire->received(clientFrame(Opcode::Close, payload));
        QTEST(m_outlet.take(), "answer");
        QVERIFY(m_outlet.isClosing);
        QCOMPARE(closed.size(), 1);
        QCOMPARE(closed[0][0].toInt(), code);
        m_wire->disconnected();
        m_socket->send(Frame::text("too late"));
        QCOMPARE(closed.size(), 1);
        QVERIFY(m_outlet.written.isEmpty());
    }

    void closesWithTheCodeOfTheRuleThatWasBroken_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("code");
        QTest::newRow("unmasked") << QByteArray("\x81\x01x") << 1002;
        QTest::newRow("bad text") << clientFrame(Opcode::Text, "\xff") << 1007;
        QTest::newRow("too large")
            << clientFrame(Opcode::Binary, QByteArray((1 << 20) + 1, 'x')) << 1009;
    }

    void closesWithTheCodeOfTheRuleThatWasBroken()
    {
        QFETCH(QByteArray, input);
        QFETCH(int, code);
        QSignalSpy closed(m_socket.get(), &WebSocket::closed);
        m_wire->received(input);
        QCOMPARE(m_outlet.take(), closeFrame(quint16(code)));
        QVERIFY(m_outlet.isClosing);
        QCOMPARE(closed.size(), 1);
        QCOMPARE(closed[0][0].toInt(), code);
    }

    void closesWithAHandshake()
    {
        QSignalSpy closed(m_socket.get(), &WebSocket::closed);
        QSignalSpy texts(m_socket.get(), &WebSocket::textReceived);
        m_socket->close(1001, "later");
        m_socket->close(1000);
        m_socket->send(Frame::text("too late"));
        QCOMPARE(m_outlet.take(), QByteArray("\x88\x07\x03\xe9later"));
        m_wire->received(clientFrame(Opcode::Text, "crossed") + clientFrame(Opcode::Ping, ""));
        QVERIFY(!m_outlet.isClosing);
        m_wire->received(clientFrame(Opcode::Close, "\x03\xe9"));
        QVERIFY(m_outlet.isClosing);
        QVERIFY(m_outlet.written.isEmpty());
        QCOMPARE(texts.size(), 0);
        QCOMPARE(closed.size(), 1);
        QCOMPARE(closed[0][0].toInt(), 1001);
    }

    void givesUpOnAPeerThatDoesNotAnswerAClose()
    {
        m_socket->close(1000);
        QTRY_VERIFY(m_outlet.isAborted);
    }

    void cutsALongReasonToWhatFits()
    {
        m_socket->close(1000, QByteArray(200, 'r'));
        QCOMPARE(m_outlet.written.size(), 2 + 125);
    }

    void tellsThatThePeerHasGone()
    {
        QSignalSpy closed(m_socket.get(), &WebSocket::closed);
        m_wire->disconnected();
        m_wire.reset();
        QCOMPARE(closed.size(), 1);
        QCOMPARE(closed[0][0].toInt(), 1006);
        QCOMPARE(m_socket->backlog(), 0);
        QVERIFY(m_socket->makeRoom(1, 0));
        m_socket->abort();
    }

    void isDroppedWithTheApplicationsEnd()
    {
        m_socket.reset();
        QVERIFY(m_outlet.isAborted);
        m_wire->received(clientFrame(Opcode::Text, "late"));
        m_wire->drained();
        m_wire->disconnected();
    }

    void mayBeDeletedWhileAMessageIsDelivered()
    {
        connect(m_socket.get(), &WebSocket::textReceived, this, [this] { m_socket.reset(); });
        m_wire->received(clientFrame(Opcode::Text, "a") + clientFrame(Opcode::Text, "b"));
        QVERIFY(m_outlet.isAborted);
    }

    void mayBeDeletedWhenItSaysThatItIsClosed()
    {
        connect(m_socket.get(), &WebSocket::closed, this, [this] { m_socket.reset(); });
        m_wire->received(clientFrame(Opcode::Close, "\x03\xe8"));
        QVERIFY(!m_socket);
        QVERIFY(!m_outlet.isAborted);
        QVERIFY(m_outlet.isClosing);
    }

    void mayBeClosedWhileAMessageIsDelivered()
    {
        QSignalSpy texts(m_socket.get(), &WebSocket::textReceived);
        connect(m_socket.get(), &WebSocket::textReceived, this, [this] { m_socket->close(1000); });
        m_wire->received(clientFrame(Opcode::Text, "a") + clientFrame(Opcode::Text, "b")
                         + clientFrame(Opcode::Close, "\x03\xe8"));
        QCOMPARE(texts.size(), 1);
        QCOMPARE(m_outlet.take(), closeFrame(1000));
        QVERIFY(m_outlet.isClosing);
    }

    void chargesAMessageUntilItIsWhole()
    {
        UpgradePlan plan;
        plan.budget = std::make_shared<BodyBudget>(4 * 10);
        open(plan);
        m_outlet.take();
        m_wire->received(clientFrame(Opcode::Text, QByteArray(20, 'x'))); // It never waits.
        QVERIFY(!m_outlet.isClosing);
        m_wire->received(beginning("12345678"));
        QVERIFY(!plan.budget->take({}, 3, 0));
        m_wire->received(clientFrame(Opcode::Continuation, "9"));
        QVERIFY(plan.budget->take({}, 10, 0));
        plan.budget->giveBack({}, 10);

        m_wire->received(beginning("123456789ab"));
        QCOMPARE(m_outlet.take(), closeFrame(1013));
        QVERIFY(m_outlet.isClosing);
        m_wire.reset();
        QVERIFY(plan.budget->take({}, 10, 0));
    }

    void givesBackWhatAMessageTookThatNeverBecomesWhole()
    {
        UpgradePlan plan;
        plan.budget = std::make_shared<BodyBudget>(4 * 10);
        open(plan);
        m_wire->received(beginning("12345678"));
        QVERIFY(!plan.budget->take({}, 10, 0));
        m_wire.reset();
        QVERIFY(plan.budget->take({}, 10, 0));
    }

    void passesOnThatTheBacklogIsGone()
    {
        QSignalSpy drained(m_socket.get(), &WebSocket::drained);
        m_wire->drained();
        QCOMPARE(drained.size(), 1);
    }

private:
    //! \return the first fragment of a text.
    static QByteArray beginning(const QByteArray &payload)
    {
        constexpr char FinalBit = char(0x80);
        QByteArray frame = clientFrame(Opcode::Text, payload);
        frame[0] = char(frame[0] & ~FinalBit);
        return frame;
    }

    void open(const UpgradePlan &plan)
    {
        auto opened = m_lane.open(m_outlet, test::upgradeRequest(), plan);
        QVERIFY(opened);
        m_socket = std::move(opened->socket);
        m_wire = std::move(opened->wire);
    }

    WebSocketLane m_lane;
    FakeOutlet m_outlet;
    std::unique_ptr<Wire> m_wire;
    std::unique_ptr<WebSocket> m_socket;
};

QTEST_GUILESS_MAIN(TestWebSocketWire)
#include "tst_websocketwire.moc"
