// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sse/eventstream.h"

#include <QTest>

using namespace linnet;

class EventStreamTest : public QObject
{
    Q_OBJECT

private slots:
    void givesWhatIsWritten();
    void knowsWhatWaitsWithoutTheLongest();
    void saysWhenThereIsMore();
    void ends();
    void tellsThatTheClientHasGone();
    void tellsNobodyOnceForgotten();
};

void EventStreamTest::givesWhatIsWritten()
{
    const auto stream = std::make_shared<EventStream>();
    const auto source = EventStream::makeSource(stream, {});
    QCOMPARE(source->size(), net::BodySource::Endless);
    QVERIFY(source->read(10).isEmpty());
    stream->write("one");
    stream->write("two");
    QCOMPARE(stream->backlog(), 6);
    QCOMPARE(source->read(4), QByteArray("onet"));
    QCOMPARE(source->read(4), QByteArray("wo"));
    QCOMPARE(stream->backlog(), 0);
    QVERIFY(!source->isOver());
}

void EventStreamTest::knowsWhatWaitsWithoutTheLongest()
{
    const auto stream = std::make_shared<EventStream>();
    const auto source = EventStream::makeSource(stream, {});
    stream->write("long one");
    stream->write("short");
    QVERIFY(stream->load().hasRoomFor(8, 13));
    QVERIFY(!stream->load().hasRoomFor(8, 12));
    source->read(8);
    QVERIFY(stream->load().hasRoomFor(8, 5));
    QVERIFY(!stream->load().hasRoomFor(8, 4));
}

void EventStreamTest::saysWhenThereIsMore()
{
    const auto stream = std::make_shared<EventStream>();
    auto source = EventStream::makeSource(stream, {});
    int told = 0;
    source->onReady([&told] { ++told; });
    stream->write("one");
    QCOMPARE(told, 1);
    source.reset();
    stream->write("two"); // To nobody.
    QCOMPARE(told, 1);
}

void EventStreamTest::ends()
{
    const auto stream = std::make_shared<EventStream>();
    auto source = EventStream::makeSource(stream, {});
    source->onReady([&source] { source.reset(); }); // As its connection does.
    stream->finish();
    QVERIFY(!source);
    stream->write("late");
    QCOMPARE(stream->backlog(), 0);
}

void EventStreamTest::tellsThatTheClientHasGone()
{
    int gone = 0;
    auto source = EventStream::makeSource(std::make_shared<EventStream>(), [&gone] { ++gone; });
    source.reset();
    QCOMPARE(gone, 1);
}

void EventStreamTest::tellsNobodyOnceForgotten()
{
    int gone = 0;
    const auto stream = std::make_shared<EventStream>();
    auto source = EventStream::makeSource(stream, [&gone] { ++gone; });
    stream->forget();
    source.reset();
    QCOMPARE(gone, 0);
}

QTEST_GUILESS_MAIN(EventStreamTest)
#include "tst_eventstream.moc"
