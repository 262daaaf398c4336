// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/jobpolicy.h"

#include <QTest>

using namespace linnet;
using namespace std::chrono_literals;

class JobPolicyTest : public QObject
{
    Q_OBJECT

private slots:
    void waitsTwiceAsLongEachTime_data();
    void waitsTwiceAsLongEachTime();
    void spreadsWhatFailedTogether();
    void goesOnForMostOfADay();
};

void JobPolicyTest::waitsTwiceAsLongEachTime_data()
{
    QTest::addColumn<int>("attempt");
    QTest::addColumn<qint64>("milliseconds");

    QTest::newRow("the first") << 1 << qint64(5000);
    QTest::newRow("the second") << 2 << qint64(10000);
    QTest::newRow("the tenth") << 10 << qint64(2560000);
    QTest::newRow("no longer than an hour") << 11 << qint64(3600000);
    QTest::newRow("however often") << 1000000 << qint64(3600000);
}

void JobPolicyTest::waitsTwiceAsLongEachTime()
{
    QFETCH(int, attempt);
    QFETCH(qint64, milliseconds);

    QCOMPARE(qint64(retryDelay({}, attempt, 0.5).count()), milliseconds);
}

void JobPolicyTest::spreadsWhatFailedTogether()
{
    QCOMPARE(retryDelay({}, 1, 0), 3750ms);
    QCOMPARE(retryDelay({}, 1, 1), 6250ms);
}

void JobPolicyTest::goesOnForMostOfADay()
{
    const JobPolicy policy;
    std::chrono::milliseconds total = 0ms;
    for (int attempt = 1; attempt < policy.attempts; ++attempt)
        total += retryDelay(policy, attempt, 0.5);
    QVERIFY(total > 12h && total < 24h);
}

QTEST_GUILESS_MAIN(JobPolicyTest)
#include "tst_jobpolicy.moc"
