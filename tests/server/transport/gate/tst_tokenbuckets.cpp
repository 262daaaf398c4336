// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gate/tokenbuckets.h"

#include <QTest>

using namespace linnet;
using namespace std::chrono_literals;

class TokenBucketsTest : public QObject
{
    Q_OBJECT

private slots:
    void givesABurstAndThenTheRate();
    void saysHowLongUntilTheNext();
    void refusalCostsNothing();
    void fillsNoFurtherThanTheBurst();
    void lendsWhatIsNotThere();
    void keepsKeysApart();
    void forgetsTheLongestUnusedWhenFull();
    void forgetsFullBuckets();

private:
    const TokenBuckets::Moment m_start{1h};
    const Budget m_budget{10, 3}; // One every 100 ms, three at once.
};

void TokenBucketsTest::givesABurstAndThenTheRate()
{
    TokenBuckets buckets(10);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(buckets.take({1}, m_budget, m_start), 0ns);
    QVERIFY(buckets.take({1}, m_budget, m_start) > 0ns);
    QVERIFY(buckets.take({1}, m_budget, m_start + 99ms) > 0ns);
    QCOMPARE(buckets.take({1}, m_budget, m_start + 100ms), 0ns);
    QVERIFY(buckets.take({1}, m_budget, m_start + 100ms) > 0ns);
}

void TokenBucketsTest::saysHowLongUntilTheNext()
{
    TokenBuckets buckets(10);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(buckets.take({1}, m_budget, m_start), 0ns);
    QCOMPARE(buckets.take({1}, m_budget, m_start + 30ms), 70ms);
}

void TokenBucketsTest::refusalCostsNothing()
{
    TokenBuckets buckets(10);
    for (int i = 0; i < 1000; ++i)
        buckets.take({1}, m_budget, m_start);
    QCOMPARE(buckets.take({1}, m_budget, m_start + 100ms), 0ns);
}

void TokenBucketsTest::fillsNoFurtherThanTheBurst()
{
    TokenBuckets buckets(10);
    buckets.take({1}, m_budget, m_start);
    int taken = 0;
    while (buckets.take({1}, m_budget, m_start + 24h) == 0ns)
        ++taken;
    QCOMPARE(taken, 3);
}

void TokenBucketsTest::lendsWhatIsNotThere()
{
    TokenBuckets buckets(10);
    buckets.charge({1}, m_budget, 2, m_start);
    QCOMPARE(buckets.take({1}, m_budget, m_start), 0ns);
    buckets.charge({1}, m_budget, 5, m_start); // None is left.
    QCOMPARE(buckets.take({1}, m_budget, m_start), 600ms);
    QCOMPARE(buckets.take({1}, m_budget, m_start + 600ms), 0ns);
    QVERIFY(buckets.take({1}, m_budget, m_start + 600ms) > 0ns);
}

void TokenBucketsTest::keepsKeysApart()
{
    TokenBuckets buckets(10);
    for (const TokenBuckets::Key &key :
         {TokenBuckets::Key{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 1}}) {
        for (int i = 0; i < 3; ++i)
            QCOMPARE(buckets.take(key, m_budget, m_start), 0ns);
    }
    QCOMPARE(buckets.count(), size_t(4));
}

void TokenBucketsTest::forgetsTheLongestUnusedWhenFull()
{
    TokenBuckets buckets(2);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(buckets.take({1}, m_budget, m_start), 0ns);
    buckets.take({2}, m_budget, m_start);
    buckets.take({3}, m_budget, m_start);
    QVERIFY(buckets.count() <= 2);
    QCOMPARE(buckets.take({1}, m_budget, m_start), 0ns); // It was the one.
}

void TokenBucketsTest::forgetsFullBuckets()
{
    TokenBuckets buckets(1000);
    for (quint64 i = 0; i < 500; ++i)
        buckets.take({i}, m_budget, m_start);
    for (quint64 i = 0; i < 500; ++i)
        buckets.take({1000 + i}, m_budget, m_start + 1h);
    QVERIFY(buckets.count() <= 501);
}

QTEST_GUILESS_MAIN(TokenBucketsTest)
#include "tst_tokenbuckets.moc"
