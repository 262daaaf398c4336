// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/storageservice.h"
#include "server/services/cpupool.h"
#include "server/storage/database.h"
#include "tests/server/storage/mediaworld.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"

#include <QFileInfo>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class StorageServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void measuresTheDisk();
    void namesTheLargestShares();
    void pages();
    void refusesAFilterItDoesNotUnderstand();

private:
    MovableClock m_clock;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<CpuPool> m_pool;
    std::unique_ptr<StorageService> m_storage;
};

void StorageServiceTest::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_pool = std::make_unique<CpuPool>();
    const QString folder = QFileInfo(m_database->file()).path();
    m_storage = std::make_unique<StorageService>(
        AdminContext{*m_database, m_clock},
        StoragePlaces{m_database->file(), folder + u"/not/made/yet"_s}, *m_pool);
    QVERIFY(await((*m_database)->write([](Stores &stores) -> Result<> {
        for (const qint64 user : {1, 2, 3})
            addUser(stores, UserId(user));
        for (qint64 id = 10; id < 15; ++id) {
            const auto added =
                stores.media.add(mediaFile(id, char('a' + id), id * 100, UserId(1 + id % 3)));
            if (!added)
                return added.error();
        }
        return {};
    })));
}

void StorageServiceTest::cleanup()
{
    m_storage.reset();
    m_pool.reset();
    m_database.reset();
}

void StorageServiceTest::measuresTheDisk()
{
    const auto use = await(m_storage->use());
    QCOMPARE(use->media.files, 5);
    QCOMPARE(use->media.storedBytes, 6'000);
    QVERIFY(use->databaseBytes >= QFileInfo(m_database->file()).size());
    QVERIFY(use->databaseBytes > 0);
    QVERIFY(use->databaseVolume.bytes > 0);
    QCOMPARE(use->mediaVolume.bytes, use->databaseVolume.bytes);
    QVERIFY(use->mediaVolume.freeBytes <= use->mediaVolume.bytes);
}

void StorageServiceTest::namesTheLargestShares()
{
    const auto usage = await(m_storage->usage(UsageBy::User, 1));
    QCOMPARE(usage->shares.size(), 1U);
    QCOMPARE(usage->shares.front().label, u"User 3"_s);
    QCOMPARE(usage->shares.front().storedBytes, 2'500);
    QCOMPARE(usage->restCount, 2);
    QCOMPARE(usage->rest.storedBytes, 3'500);
    QCOMPARE(await(m_storage->usage(UsageBy::User, 1'000))->shares.size(), 3U);
}

void StorageServiceTest::pages()
{
    const Filter filter = m_storage->parse(u"size>1000"_s).value();
    QCOMPARE(await(m_storage->count(filter)).value(), 4);
    const auto first = await(m_storage->list({.filter = filter, .limit = 3}));
    QCOMPARE(first->files.size(), 3U);
    QCOMPARE(first->files.front().id, MediaId(14));
    QCOMPARE(first->next, std::optional(ListPlace{.id = 12}));
    const auto last = await(m_storage->list({.filter = filter, .after = first->next, .limit = 3}));
    QCOMPARE(last->files.size(), 1U);
    QCOMPARE(last->next, std::nullopt);
}

void StorageServiceTest::refusesAFilterItDoesNotUnderstand()
{
    QCOMPARE(m_storage->parse(u"sha256:abc"_s).error().code, "invalid_filter"_L1);
}

QTEST_GUILESS_MAIN(StorageServiceTest)
#include "tst_storageservice.moc"
