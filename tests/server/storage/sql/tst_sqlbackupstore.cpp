// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlbackupstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlBackupStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void remembersAll();
    void replacesByName();
    void pagesTheNewestFirst();
    void isChangedFromOutside();
};

void SqlBackupStoreTest::remembersAll()
{
    test::TestStores stores;
    QVERIFY(stores->backups.put({.name = u"Sicherung 🐦.backup"_s,
                                 .state = Backup::State::Made,
                                 .size = 5'000'000'000,
                                 .createdAt = test::at(1),
                                 .problem = u"none"_s,
                                 .proof = Backup::Proof::Failed,
                                 .provenAt = test::at(2),
                                 .proofProblem = u"damaged"_s}));
    const auto found = stores->backups.find(u"Sicherung 🐦.backup"_s);
    QVERIFY(found);
    QCOMPARE(found->number, 1);
    QCOMPARE(found->state, Backup::State::Made);
    QCOMPARE(found->size, 5'000'000'000);
    QCOMPARE(found->createdAt, test::at(1));
    QCOMPARE(found->problem, u"none"_s);
    QCOMPARE(found->proof, Backup::Proof::Failed);
    QCOMPARE(found->provenAt, test::at(2));
    QCOMPARE(found->proofProblem, u"damaged"_s);
    QCOMPARE(stores->backups.find(u"other"_s).error().kind, Error::Kind::NotFound);
}

void SqlBackupStoreTest::replacesByName()
{
    test::TestStores stores;
    QVERIFY(stores->backups.put({.name = u"a"_s}));
    QVERIFY(stores->backups.put({.name = u"a"_s, .state = Backup::State::Made, .size = 7}));
    const auto all = stores->backups.list(9);
    QVERIFY(all);
    QCOMPARE(all->size(), 1U);
    QCOMPARE(all->front().size, 7);
    QCOMPARE(all->front().provenAt, std::nullopt);
}

void SqlBackupStoreTest::pagesTheNewestFirst()
{
    test::TestStores stores;
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
        QVERIFY(stores->backups.put({.name = name}));
    const auto first = stores->backups.list(2);
    QCOMPARE(first->front().name, u"c"_s);
    const auto rest = stores->backups.list(2, first->back().number);
    QCOMPARE(rest->size(), 1U);
    QCOMPARE(rest->front().name, u"a"_s);
}

void SqlBackupStoreTest::isChangedFromOutside()
{
    test::TestDatabase database;
    for (const qint64 size : {3, 4})
        QVERIFY(changeBackup(database.file(), u"a"_s, [size](Backup &backup) {
            backup.state = Backup::State::Made;
            backup.size += size;
        }));
    const auto connection = SqlConnection::open({database.file()});
    QVERIFY(connection);
    QCOMPARE(SqlBackupStore(**connection).find(u"a"_s)->size, 7);
}

QTEST_GUILESS_MAIN(SqlBackupStoreTest)
#include "tst_sqlbackupstore.moc"
