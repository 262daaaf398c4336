// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/live.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace linnet;

namespace {

struct Pair
{
    int one = 1;
    QString two = QStringLiteral("1");
    bool operator==(const Pair &) const = default;
};

} // namespace

class LiveTest : public QObject
{
    Q_OBJECT

private slots:
    void showsTheLatestValue();
    void leavesReadersWhatTheyFound();
    void keepsAValueThatIsTheSame();
    void isNeverSeenHalfReplaced();
};

void LiveTest::showsTheLatestValue()
{
    Live<int> live(1);
    QCOMPARE(*live, 1);
    live.replace(2);
    QCOMPARE(*live, 2);
}

void LiveTest::leavesReadersWhatTheyFound()
{
    Live<Pair> live;
    const Pair &before = *live;
    live.replace({2, QStringLiteral("2")});
    QCOMPARE(before.two, QStringLiteral("1"));
    QCOMPARE(live->two, QStringLiteral("2"));
}

void LiveTest::keepsAValueThatIsTheSame()
{
    Live<Pair> live;
    const Pair *const before = &*live;
    live.replace({});
    QCOMPARE(&*live, before);
}

void LiveTest::isNeverSeenHalfReplaced()
{
    Live<Pair> live;
    std::atomic<bool> isOver = false;
    std::atomic<int> torn = 0;
    std::jthread reader([&] {
        while (!isOver) {
            const Pair &pair = *live;
            torn += pair.two == QString::number(pair.one) ? 0 : 1;
        }
    });
    for (int i = 2; i < 2000; ++i)
        live.replace({i, QString::number(i)});
    isOver = true;
    reader.join();
    QCOMPARE(torn, 0);
    QCOMPARE(live->one, 1999);
}

QTEST_GUILESS_MAIN(LiveTest)
#include "tst_live.moc"
