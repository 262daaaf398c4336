// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gate/ratelimiter.h"

#include <QTest>

#include <thread>

using namespace linnet;
using namespace std::chrono_literals;

namespace {

const QHostAddress home(QStringLiteral("198.51.100.7"));
const UserId alice(1);
const UserId bob(2);

//! A limiter whose time stands still until it is moved: 1 a second, 3 at once for an account; ten
//! times that for an address.
struct Fixture
{
    explicit Fixture(NetworkList exempt = {}, size_t buckets = 1000)
        : limiter(settings(std::move(exempt), buckets), [this] { return now; })
    {}

    static RateSettings settings(NetworkList exempt, size_t buckets)
    {
        RateSettings settings;
        settings.perAccount.fill({1, 3});
        settings.perAddress.fill({10, 30});
        settings.exempt = std::move(exempt);
        settings.buckets = buckets;
        return settings;
    }

    int admitted(const QHostAddress &address, UserId user, Cost cost, int tries)
    {
        int count = 0;
        for (int i = 0; i < tries; ++i)
            count += limiter.admit(address, user, cost).has_value() ? 1 : 0;
        return count;
    }

    TokenBuckets::Moment now{1h};
    RateLimiter limiter;
};

} // namespace

class RateLimiterTest : public QObject
{
    Q_OBJECT

private slots:
    void allowsABurstAndThenTheRate();
    void letsPeopleSearchWithEachLetter();
    void saysWhenToComeBack();
    void countsEachAccountAndClassByItself();
    void countsWhatOneCallAsksForAtOnce();
    void countsStrangersByAddress();
    void takesAnIpv6NetworkAsOneCaller();
    void leavesTheExemptAlone();
    void keepsNoMoreBucketsThanItMay();
    void forgetsWhoHasCalmedDown();
    void isSafeFromManyThreads();
};

void RateLimiterTest::allowsABurstAndThenTheRate()
{
    Fixture f;
    QCOMPARE(f.admitted(home, alice, Cost::Read, 10), 3);
    f.now += 999ms;
    QCOMPARE(f.admitted(home, alice, Cost::Read, 10), 0);
    f.now += 1ms;
    QCOMPARE(f.admitted(home, alice, Cost::Read, 10), 1);
    f.now += 2s;
    QCOMPARE(f.admitted(home, alice, Cost::Read, 10), 2);
    f.now += 1h;
    QCOMPARE(f.admitted(home, alice, Cost::Read, 10), 3);
}

//! Ten seconds of fast typing, some of it taken back.
void RateLimiterTest::letsPeopleSearchWithEachLetter()
{
    TokenBuckets::Moment now{1h};
    RateLimiter limiter({}, [&now] { return now; });
    for (int letter = 0; letter < 100; ++letter, now += 100ms)
        QVERIFY(limiter.admit(home, alice, Cost::Search));
    int admitted = 0;
    while (admitted < 1000 && limiter.admit(home, alice, Cost::Search))
        ++admitted;
    QVERIFY(admitted < 100); // A script that asks for everybody has to wait.
}

void RateLimiterTest::saysWhenToComeBack()
{
    Fixture f;
    f.admitted(home, alice, Cost::Read, 3);
    f.now += 300ms;
    const auto refused = f.limiter.admit(home, alice, Cost::Read);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::RateLimited);
    QCOMPARE(refused.error().retryAfter, 1s);
    f.now += refused.error().retryAfter;
    QVERIFY(f.limiter.admit(home, alice, Cost::Read));
}

void RateLimiterTest::countsEachAccountAndClassByItself()
{
    Fixture f;
    QCOMPARE(f.admitted(home, alice, Cost::Read, 10), 3);
    QCOMPARE(f.admitted(home, alice, Cost::Write, 10), 3);
    QCOMPARE(f.admitted(home, bob, Cost::Read, 10), 3);
    const QHostAddress elsewhere(QStringLiteral("203.0.113.9"));
    QCOMPARE(f.admitted(elsewhere, alice, Cost::Read, 10), 0);
}

void RateLimiterTest::countsWhatOneCallAsksForAtOnce()
{
    Fixture f;
    f.limiter.charge(home, alice, Cost::Expensive, 9);
    QCOMPARE(f.admitted(home, alice, Cost::Expensive, 1), 0);
    QCOMPARE(f.admitted(home, alice, Cost::Read, 1), 1);
    QCOMPARE(f.admitted(home, {}, Cost::Expensive, 30), 20);
    f.now += 7s;
    QCOMPARE(f.admitted(home, alice, Cost::Expensive, 10), 1);

    Fixture exempt(*NetworkList::parse({home.toString()}));
    exempt.limiter.charge(home, alice, Cost::Expensive, 9);
    QCOMPARE(exempt.limiter.bucketCount(), size_t(0));
}

void RateLimiterTest::countsStrangersByAddress()
{
    Fixture f;
    QCOMPARE(f.admitted(home, {}, Cost::SignIn, 100), 30);
    QCOMPARE(f.admitted(home, alice, Cost::SignIn, 1), 0);
    const QHostAddress disguised(QStringLiteral("::ffff:198.51.100.7"));
    QCOMPARE(f.admitted(disguised, {}, Cost::SignIn, 1), 0);
}

void RateLimiterTest::takesAnIpv6NetworkAsOneCaller()
{
    Fixture f;
    QCOMPARE(f.admitted(QHostAddress(QStringLiteral("2001:db8::1")), {}, Cost::Read, 30), 30);
    QCOMPARE(f.admitted(QHostAddress(QStringLiteral("2001:db8::ffff:2")), {}, Cost::Read, 1), 0);
    QCOMPARE(f.admitted(QHostAddress(QStringLiteral("2001:db8:0:1::1")), {}, Cost::Read, 1), 1);
}

void RateLimiterTest::leavesTheExemptAlone()
{
    Fixture f(NetworkList::loopback());
    QCOMPARE(f.admitted(QHostAddress(QHostAddress::LocalHost), alice, Cost::Read, 500), 500);
    QCOMPARE(f.admitted(QHostAddress(QHostAddress::LocalHostIPv6), {}, Cost::Read, 500), 500);
    QCOMPARE(f.admitted(home, alice, Cost::Read, 10), 3);
}

void RateLimiterTest::keepsNoMoreBucketsThanItMay()
{
    Fixture f({}, 160);
    for (quint32 i = 0; i < 10000; ++i)
        f.admitted(QHostAddress(0xc0000000 + i), {}, Cost::Read, 1);
    QVERIFY(f.limiter.bucketCount() <= 176);
    QVERIFY(f.limiter.bucketCount() > 100);
}

void RateLimiterTest::forgetsWhoHasCalmedDown()
{
    Fixture f;
    for (quint32 i = 0; i < 500; ++i)
        f.admitted(QHostAddress(0xc0000000 + i), {}, Cost::Read, 1);
    QCOMPARE(f.limiter.bucketCount(), size_t(500));
    f.now += 1h;
    for (quint32 i = 0; i < 500; ++i)
        f.admitted(QHostAddress(0xd0000000 + i), {}, Cost::Read, 1);
    QVERIFY(f.limiter.bucketCount() < 600);
}

void RateLimiterTest::isSafeFromManyThreads()
{
    Fixture f;
    std::atomic<int> count = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] { count += f.admitted(home, {}, Cost::Read, 1000); });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(count.load(), 30);
}

QTEST_GUILESS_MAIN(RateLimiterTest)
#include "tst_ratelimiter.moc"
