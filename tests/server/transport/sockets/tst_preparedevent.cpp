// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sockets/preparedevent.h"

#include <QTest>

#include <thread>

using namespace linnet;

class PreparedEventTest : public QObject
{
    Q_OBJECT

private slots:
    void isReadyForEveryKindOfSocket_data();
    void isReadyForEveryKindOfSocket();
    void saysWhetherItMayBeDropped();
    void sharesWhatItEncodedWithItsCopies();
    void encodesThePlainFrameOnceForManyThreads();
};

void PreparedEventTest::isReadyForEveryKindOfSocket_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("socketIo");
    QTest::addColumn<QByteArray>("plain");

    const auto row = [](const char *name, const char *json, const char *socketIo,
                        const char *plain) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(socketIo) << QByteArray(plain);
    };
    row("object", R"({"a":1})", R"(42["typing",{"a":1}])", R"({"event":"typing","data":{"a":1}})");
    row("list", "[1,2]", R"(42["typing",[1,2]])", R"({"event":"typing","data":[1,2]})");
    row("null", "null", R"(42["typing",null])", R"({"event":"typing","data":null})");
    row("text beyond ASCII", "\"\xc3\xa4\"", "42[\"typing\",\"\xc3\xa4\"]",
        "{\"event\":\"typing\",\"data\":\"\xc3\xa4\"}");
}

void PreparedEventTest::isReadyForEveryKindOfSocket()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, socketIo);
    QFETCH(QByteArray, plain);
    const PreparedEvent event({"typing", json});
    QCOMPARE(event.name(), "typing");
    QCOMPARE(event.json(), json);
    QCOMPARE(event.socketIoMessage(), socketIo);
    QCOMPARE(event.socketIoFrame().bytes(), net::Frame::text(socketIo).bytes());
    QCOMPARE(event.plainFrame().bytes(), net::Frame::text(plain).bytes());
}

void PreparedEventTest::saysWhetherItMayBeDropped()
{
    QVERIFY(PreparedEvent({"typing", "{}", true}).mayDrop());
    QVERIFY(!PreparedEvent({"message", "{}", false}).mayDrop());
}

void PreparedEventTest::sharesWhatItEncodedWithItsCopies()
{
    const PreparedEvent event({"typing", "{}"});
    const PreparedEvent copy = event;
    QCOMPARE(&copy.plainFrame(), &event.plainFrame());
    QCOMPARE(&copy.socketIoFrame(), &event.socketIoFrame());
}

void PreparedEventTest::encodesThePlainFrameOnceForManyThreads()
{
    const PreparedEvent event({"typing", "{}"});
    std::array<const net::Frame *, 4> frames{};
    std::vector<std::thread> threads;
    for (const net::Frame *&frame : frames)
        threads.emplace_back([&event, &frame] { frame = &event.plainFrame(); });
    for (std::thread &thread : threads)
        thread.join();
    for (const net::Frame *frame : frames)
        QCOMPARE(frame, &event.plainFrame());
}

QTEST_GUILESS_MAIN(PreparedEventTest)
#include "tst_preparedevent.moc"
