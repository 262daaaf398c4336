// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sockets/farewell.h"
#include "tests/support/fakeclientsocket.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QTest>

using namespace linnet;
using namespace std::chrono_literals;
using test::FakeClientSocket;

class FarewellTest : public QObject
{
    Q_OBJECT

private slots:
    void isDoneAtOnceWithNobody();
    void sendsAFewAwayAtOnce();
    void spreadsMany();
    void waitsForAnswers();
    void losesItsPatience();
    void forgetsWhoHasGoneByThemselves();
};

void FarewellTest::isDoneAtOnceWithNobody()
{
    Farewell farewell;
    int done = 0;
    farewell.begin([&done] { ++done; });
    QCOMPARE(done, 1);
}

void FarewellTest::sendsAFewAwayAtOnce()
{
    Farewell farewell;
    const auto one = std::make_shared<FakeClientSocket>();
    const auto other = std::make_shared<FakeClientSocket>();
    farewell.add(one);
    farewell.add(other);
    int done = 0;
    farewell.begin([&done] { ++done; });
    QCOMPARE(done, 1);
    QCOMPARE(one->closedFor, std::optional(CloseReason::ShuttingDown));
    QCOMPARE(other->closedFor, std::optional(CloseReason::ShuttingDown));
}

void FarewellTest::spreadsMany()
{
    Farewell farewell({.spread = 200ms, .patience = 10s, .atOnce = 1});
    int gone = 0;
    for (int i = 0; i < 1000; ++i)
        farewell.add([&gone](Farewell::Haste) { return ++gone > 0; });
    QElapsedTimer timer;
    timer.start();
    bool isDone = false;
    farewell.begin([&isDone] { isDone = true; });
    QCOMPARE(gone, 100);
    QVERIFY(!isDone);
    QTRY_VERIFY(isDone);
    QCOMPARE(gone, 1000);
    QVERIFY(timer.elapsed() >= 150);
}

void FarewellTest::waitsForAnswers()
{
    Farewell farewell;
    const auto busy = std::make_shared<FakeClientSocket>();
    const auto idle = std::make_shared<FakeClientSocket>();
    busy->beginRequest();
    busy->beginRequest();
    farewell.add(busy);
    farewell.add(idle);
    bool isDone = false;
    farewell.begin([&isDone] { isDone = true; });
    QVERIFY(!idle->isOpen());
    busy->endRequest();
    QTest::qWait(50); // Nothing may happen: there is no event to wait for.
    QVERIFY(busy->isOpen());
    QVERIFY(!isDone);
    busy->endRequest();
    QTRY_VERIFY(isDone);
    QCOMPARE(busy->closedFor, std::optional(CloseReason::ShuttingDown));
}

void FarewellTest::losesItsPatience()
{
    Farewell farewell({.spread = 0ms, .patience = 100ms, .atOnce = 50});
    const auto busy = std::make_shared<FakeClientSocket>();
    busy->beginRequest();
    farewell.add(busy);
    QElapsedTimer timer;
    timer.start();
    bool isDone = false;
    farewell.begin([&isDone] { isDone = true; });
    QTRY_VERIFY(isDone);
    QVERIFY(timer.elapsed() >= 100);
    QCOMPARE(busy->closedFor, std::optional(CloseReason::ShuttingDown));
}

void FarewellTest::forgetsWhoHasGoneByThemselves()
{
    Farewell farewell;
    auto leaving = std::make_shared<FakeClientSocket>();
    leaving->beginRequest();
    farewell.add(leaving);
    bool isDone = false;
    farewell.begin([&isDone] { isDone = true; });
    QVERIFY(!isDone);
    leaving.reset();
    QTRY_VERIFY(isDone);
}

QTEST_GUILESS_MAIN(FarewellTest)
#include "tst_farewell.moc"
