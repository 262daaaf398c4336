// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/tokencache.h"

#include <QCryptographicHash>
#include <QTest>

#include <thread>

using namespace linnet;

namespace {

QByteArray digest(int number)
{
    return QCryptographicHash::hash(QByteArray::number(number), QCryptographicHash::Sha256);
}

Identity identity(int number)
{
    return {.user = UserId(number)};
}

//! \return digests that share a shard, so that they compete for its places.
std::vector<QByteArray> digestsOfOneShard(size_t count)
{
    std::vector<QByteArray> digests;
    for (int i = 0; digests.size() < count; ++i) {
        if (quint8(digest(i).front()) % 16 == 0)
            digests.push_back(digest(i));
    }
    return digests;
}

} // namespace

class TokenCacheTest : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatWasAdded();
    void forgetsWhatWasRemoved();
    void makesRoomAtTheCostOfTheLeastRecentlyUsed();
    void staysWithinItsCapacity();
    void isUsedByManyThreads();
};

void TokenCacheTest::findsWhatWasAdded()
{
    TokenCache cache(100);
    cache.add(digest(1), identity(1));
    cache.add(digest(1), identity(1));

    QCOMPARE(cache.find(digest(1))->user, UserId(1));
    QVERIFY(!cache.find(digest(2)));
}

void TokenCacheTest::forgetsWhatWasRemoved()
{
    TokenCache cache(100);
    cache.add(digest(1), identity(1));

    cache.remove(digest(1));
    cache.remove(digest(2));

    QVERIFY(!cache.find(digest(1)));
}

void TokenCacheTest::makesRoomAtTheCostOfTheLeastRecentlyUsed()
{
    TokenCache cache(32); // Two places in each shard.
    const auto digests = digestsOfOneShard(3);
    cache.add(digests[0], identity(0));
    cache.add(digests[1], identity(1));
    QVERIFY(cache.find(digests[0]));

    cache.add(digests[2], identity(2));

    QVERIFY(cache.find(digests[0]));
    QVERIFY(!cache.find(digests[1]));
    QVERIFY(cache.find(digests[2]));
}

void TokenCacheTest::staysWithinItsCapacity()
{
    TokenCache cache(160);
    for (int i = 0; i < 10000; ++i)
        cache.add(digest(i), identity(i));

    int kept = 0;
    for (int i = 0; i < 10000; ++i)
        kept += cache.find(digest(i)) ? 1 : 0;

    QCOMPARE(kept, 160);
}

void TokenCacheTest::isUsedByManyThreads()
{
    TokenCache cache(64);
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&cache, &wrong, thread] {
                for (int i = 0; i < 2000; ++i) {
                    const int number = (i * 7 + thread) % 200;
                    cache.add(digest(number), identity(number));
                    const auto found = cache.find(digest(number));
                    if (found && found->user != UserId(number))
                        ++wrong;
                    if (i % 5 == 0)
                        cache.remove(digest(number));
                }
            });
    }
    QCOMPARE(wrong.load(), 0);
}

QTEST_GUILESS_MAIN(TokenCacheTest)
#include "tst_tokencache.moc"
