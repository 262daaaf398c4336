// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/idgenerator.h"

#include <QTest>

#include <algorithm>
#include <thread>

using namespace linnet;
using namespace std::chrono_literals;

namespace {

class SetClock : public Clock
{
public:
    Timestamp now() const override { return time; }
    Timestamp time{1767225600000ms}; // 2026-01-01
};

} // namespace

class IdGeneratorTest : public QObject
{
    Q_OBJECT

private slots:
    void risesWhileTheClockStandsStill();
    void risesWhenTheClockStepsBack();
    void startsAboveWhatWasThere();
    void nodesNeverMeet();
    void threadsNeverMeet();
};

void IdGeneratorTest::risesWhileTheClockStandsStill()
{
    SetClock clock;
    IdGenerator ids(clock, 1);
    // More than one millisecond's sequence holds.
    MessageId previous = ids.next<MessageId>();
    for (int i = 0; i < 10000; ++i) {
        const auto id = ids.next<MessageId>();
        QVERIFY(id > previous);
        previous = id;
    }
}

void IdGeneratorTest::risesWhenTheClockStepsBack()
{
    SetClock clock;
    IdGenerator ids(clock, 1);
    const auto before = ids.next<MessageId>();
    clock.time -= 1h;
    QVERIFY(ids.next<MessageId>() > before);
}

void IdGeneratorTest::startsAboveWhatWasThere()
{
    SetClock clock;
    IdGenerator ahead(clock, 1023);
    clock.time -= 1h;
    IdGenerator ids(clock, 0);
    const auto highest = ahead.next<MessageId>();
    ids.startAfter(highest.value());
    QVERIFY(ids.next<MessageId>() > highest);
}

void IdGeneratorTest::nodesNeverMeet()
{
    const SetClock clock;
    IdGenerator first(clock, 1);
    IdGenerator second(clock, 2);
    QVERIFY(first.next<UserId>() != second.next<UserId>());
}

void IdGeneratorTest::threadsNeverMeet()
{
    const SystemClock clock;
    IdGenerator ids(clock, 1);
    constexpr int Each = 20000;
    std::vector<qint64> values(4 * Each);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < Each; ++i)
                values[size_t(t * Each + i)] = ids.next<MessageId>().value();
        });
    for (auto &thread : threads)
        thread.join();
    std::sort(values.begin(), values.end());
    QVERIFY(std::adjacent_find(values.begin(), values.end()) == values.end());
}

QTEST_GUILESS_MAIN(IdGeneratorTest)
#include "tst_idgenerator.moc"
