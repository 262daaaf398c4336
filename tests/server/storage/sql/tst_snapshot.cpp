// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/snapshot.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"
#include "tests/support/teststorage.h"

#include <QFile>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

//! Adds so much that a snapshot of it takes a while.
bool fill(test::TestDatabase &database)
{
    return test::await(database->write([](Stores &stores) -> Result<> {
               for (int i = 1; i <= 20'000; ++i)
                   test::addUser(stores, UserId(i));
               return {};
           }))
        .has_value();
}

} // namespace

class SnapshotTest : public QObject
{
    Q_OBJECT

private slots:
    void holdsWhatWasCommitted();
    void listsEachBlobOnce();
    void listsNothingOfRemovedFiles();
    void countsChangesOnFromAMoment();
    void refusesAnotherSchema();
    void endsWhenInterrupted();
    void endsWhenItWasInterruptedBeforeItBegan();

private:
    QTemporaryDir m_folder;
};

void SnapshotTest::holdsWhatWasCommitted()
{
    test::TestDatabase database;
    const auto addOne = [&database](qint64 id) {
        return test::await(database->write([id](Stores &stores) -> Result<> {
            test::addUser(stores, UserId(id));
            return {};
        }));
    };
    QVERIFY(addOne(1));
    const QString snapshot = m_folder.filePath(u"one.db"_s);
    QVERIFY(takeSnapshot(database.file(), snapshot, {}));
    QVERIFY(addOne(2));
    const auto facts = readFacts(snapshot);
    QVERIFY(facts);
    QCOMPARE(facts->schema, knownSchema());
    QCOMPARE(facts->rows.at(u"account"_s), 1);
    QCOMPARE(readFacts(database.file())->rows.at(u"account"_s), 2);
    QVERIFY(*readFacts(database.file()) != *facts);
    QVERIFY(checkIntegrity(snapshot)->empty());
}

void SnapshotTest::listsEachBlobOnce()
{
    test::TestDatabase database;
    const auto added = test::await(database->write([](Stores &stores) -> Result<> {
        test::addUser(stores, UserId(1));
        for (int i = 0; i < 4; ++i) {
            auto stored =
                stores.media.add({.id = MediaId(i + 1),
                                  .name = QByteArray::number(i),
                                  .sha256 = QByteArray(32, char('a' + i / 2)),
                                  .owner = UserId(1),
                                  .thumbnailSha256 = i ? QByteArray(32, 'b') : QByteArray()});
            if (!stored)
                return stored;
        }
        return {};
    }));
    QVERIFY(added);
    const auto listing = BlobListing::open(database.file(), m_folder.filePath(u"blobs.db"_s));
    QVERIFY(listing);
    QCOMPARE((*listing)->next().value_or(std::vector<QByteArray>()),
             (std::vector{QByteArray(32, 'a'), QByteArray(32, 'b')}));
    QVERIFY((*listing)->next()->empty());
}

//! In an older database none can be removed.
void SnapshotTest::listsNothingOfRemovedFiles()
{
    test::TestDatabase database;
    const auto added = test::await(database->write([](Stores &stores) -> Result<> {
        test::addUser(stores, UserId(1));
        for (const qint64 id : {1, 2}) {
            auto stored = stores.media.add({.id = MediaId(id),
                                            .name = QByteArray::number(id),
                                            .sha256 = QByteArray(32, char('a' + id)),
                                            .owner = UserId(1)});
            if (!stored)
                return stored;
        }
        return stores.sweeps.markRemoved(MediaId(1), {test::at(0), MediaRemoval::Why::TooOld});
    }));
    QVERIFY(added);
    database.close();
    const auto listing = BlobListing::open(database.file(), m_folder.filePath(u"kept.db"_s));
    QCOMPARE((*listing)->next().value_or(std::vector<QByteArray>()),
             (std::vector{QByteArray(32, 'c')}));

    const auto connection = SqlConnection::open({database.file()});
    QVERIFY((*connection)
                ->execute(u"DROP INDEX media_by_sha256;"
                          "ALTER TABLE media DROP COLUMN removal;"
                          "ALTER TABLE media DROP COLUMN removed_at"_s));
    const auto older = BlobListing::open(database.file(), m_folder.filePath(u"older.db"_s));
    QVERIFY(older);
    QCOMPARE((*older)->next()->size(), 2U);
}

void SnapshotTest::countsChangesOnFromAMoment()
{
    test::TestDatabase database;
    QVERIFY(test::await(database->write([](Stores &stores) {
        test::addUser(stores, UserId(1));
        return stores.conversations.addGroup(
            {.id = ConversationId(10), .kind = ConversationKind::Group, .createdBy = UserId(1)},
            {});
    })));
    const auto lastChange = [&database] {
        const auto found = test::await(database->read(
            [](Stores &stores) { return stores.conversations.locate(ConversationId(10)); }));
        return found.value().lastChange;
    };
    QVERIFY(outrunCursors(database.file(), test::at(9)));
    QCOMPARE(lastChange(), test::at(9).time_since_epoch().count());
    QVERIFY(outrunCursors(database.file(), test::at(5)));
    QVERIFY(lastChange() > test::at(9).time_since_epoch().count());
    QVERIFY(!outrunCursors(m_folder.filePath(u"missing.db"_s), test::at(9)));
}

void SnapshotTest::refusesAnotherSchema()
{
    test::TestDatabase database;
    database.close();
    const auto connection = SqlConnection::open({database.file()});
    QVERIFY((*connection)
                ->execute(u"DELETE FROM schema_migration WHERE version = %1"_s.arg(knownSchema())));
    const auto refused = takeSnapshot(database.file(), m_folder.filePath(u"old.db"_s), {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, "schema_differs"_L1);
    QVERIFY(!QFile::exists(m_folder.filePath(u"old.db"_s)));
    const QString nowhere = m_folder.filePath(u"nowhere.db"_s);
    QCOMPARE(takeSnapshot(nowhere, m_folder.filePath(u"x.db"_s), {}).error().code,
             "database_not_found"_L1);
}

void SnapshotTest::endsWhenInterrupted()
{
    test::TestDatabase database;
    QVERIFY(fill(database));
    int tries = 0;
    const auto isEnded = [&] {
        const QString file = m_folder.filePath(u"long%1.db"_s.arg(++tries));
        std::stop_source stop;
        std::thread interrupting([&] {
            while (!QFile::exists(file)) {}
            stop.request_stop(); // A busy machine may get to it when all is done.
        });
        const auto taken = takeSnapshot(database.file(), file, stop.get_token());
        interrupting.join();
        return !taken && taken.error().code == "interrupted"_L1;
    };
    QVERIFY(test::onceInTenTries(isEnded));
}

//! Nothing runs yet that could be ended.
void SnapshotTest::endsWhenItWasInterruptedBeforeItBegan()
{
    test::TestDatabase database;
    QVERIFY(fill(database));
    std::stop_source stop;
    stop.request_stop();

    const auto taken =
        takeSnapshot(database.file(), m_folder.filePath(u"never.db"_s), stop.get_token());

    QVERIFY(!taken);
    QCOMPARE(taken.error().code, "interrupted"_L1);
}

QTEST_GUILESS_MAIN(SnapshotTest)
#include "tst_snapshot.moc"
