// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/bench/latencies.h"

#include <QTest>

using namespace linnet::cli;
using namespace std::chrono_literals;

class LatenciesTest : public QObject
{
    Q_OBJECT

private slots:
    void ranksWhatWasMeasured_data();
    void ranksWhatWasMeasured();
};

void LatenciesTest::ranksWhatWasMeasured_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QList<int>>("figures"); // Median, 95th, 99th, longest.

    QTest::newRow("none") << 0 << QList{0, 0, 0, 0};
    QTest::newRow("one") << 1 << QList{1, 1, 1, 1};
    QTest::newRow("two") << 2 << QList{1, 2, 2, 2};
    QTest::newRow("three") << 3 << QList{2, 3, 3, 3};
    QTest::newRow("a hundred") << 100 << QList{50, 95, 99, 100};
    QTest::newRow("a thousand") << 1000 << QList{500, 950, 990, 1000};
    QTest::newRow("one more") << 1001 << QList{501, 951, 991, 1001};
}

//! Of the times 1, 2, 3, … in any order.
void LatenciesTest::ranksWhatWasMeasured()
{
    QFETCH(int, count);
    QFETCH(QList<int>, figures);
    std::vector<std::chrono::nanoseconds> times;
    for (int i = count; i > 0; --i)
        times.push_back(std::chrono::nanoseconds(i));
    const LatencyFigures found = figuresOf(times);
    QCOMPARE((QList{int(found.median.count()), int(found.p95.count()), int(found.p99.count()),
                    int(found.longest.count())}),
             figures);
}

QTEST_GUILESS_MAIN(LatenciesTest)
#include "tst_latencies.moc"
