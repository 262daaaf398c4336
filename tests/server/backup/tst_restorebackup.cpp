// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/erasure.h"
#include "server/backup/restorebackup.h"
#include "server/storage/sql/snapshot.h"
#include "tests/server/backup/backupworld.h"
#include "tests/support/await.h"

#include <QDir>
#include <QTest>

#include <sys/stat.h>

using namespace linnet;
using namespace linnet::backup;
using namespace Qt::StringLiterals;

class RestoreBackupTest : public QObject
{
    Q_OBJECT

private slots:
    void verifiesAndLeavesNothing();
    void restoresIntoAnEmptyDirectory();
    void restoresAnEmptyServer();
    void placesWhatIsConfiguredElsewhere();
    void refusesADirectoryThatIsUsed();
    void takesNoNoticeOfASocketThatWasLeft();
    void setsAsideWhatIsThere();
    void leavesTheLedgerOfErasures();
    void changesNothingWhenTheBackupIsNoGood();
    void putsBackWhatItCannotSetAside();
    void takesNoNoticeOfWhatTheFileSystemKeeps();
    void refusesADividedLayout();
    void refusesADirectoryOfSeveralFileSystems();
    void leavesOutJobsThatBackUp();
    void countsChangesOnFromTheTimeOfTheRestore();
};

void RestoreBackupTest::verifiesAndLeavesNothing()
{
    test::BackupWorld world;
    world.addUsers(1);
    world.addMedia("a file");
    const auto created = world.create(u"b"_s);
    QVERIFY(created);
    const QStringList before = test::filesBelow(world.layout().directory);
    const auto verified =
        verifyBackup(world.file(u"b"_s), test::backupKeys(), world.layout().directory);
    QVERIFY2(verified, verified ? "" : qPrintable(verified.error().message));
    QCOMPARE(*verified, created->manifest);
    QCOMPARE(test::filesBelow(world.layout().directory), before);
}

void RestoreBackupTest::restoresIntoAnEmptyDirectory()
{
    test::BackupWorld world;
    world.addUsers(5);
    const QByteArray sum = world.addMedia("a file");
    QVERIFY(world.create(u"b"_s));
    const DataLayout target = world.emptyLayout(u"target"_s);
    QFile lock(target.directory + u"/lock"_s); // Of whoever restores.
    QVERIFY(lock.open(QIODevice::WriteOnly));
    const auto restored = restoreBackup({world.file(u"b"_s), test::backupKeys(), target});
    QVERIFY2(restored, restored ? "" : qPrintable(restored.error().message));
    const QString hex = QString::fromLatin1(sum.toHex());
    QCOMPARE(test::filesBelow(target.directory),
             (QStringList{u"jobs.secret"_s, u"keys/rsa-1.pem"_s, u"linnet.db"_s, u"lock"_s,
                          u"media/"_s + hex.first(2) + u'/' + hex.sliced(2)}));

    SqlDatabase::Settings settings;
    settings.file = target.database;
    test::TestDatabase database(settings);
    const auto found =
        test::await(database->read([](Stores &stores) { return stores.media.find("6.bin"); }));
    QVERIFY(found);
    QCOMPARE(found->originalName, u"Überraschung 🐦.bin"_s);
}

void RestoreBackupTest::restoresAnEmptyServer()
{
    const test::BackupWorld world;
    QVERIFY(world.create(u"b"_s));
    const DataLayout target = world.emptyLayout(u"target"_s);
    QVERIFY(restoreBackup({world.file(u"b"_s), test::backupKeys(), target}));
    const auto facts = readFacts(target.database);
    QVERIFY(facts);
    QCOMPARE(facts->rows.at(u"account"_s), 0);
}

void RestoreBackupTest::placesWhatIsConfiguredElsewhere()
{
    test::BackupWorld world;
    world.addUsers(1);
    const QByteArray sum = world.addMedia("a file");
    QVERIFY(world.create(u"b"_s));
    DataLayout target = world.emptyLayout(u"target"_s);
    target.database = target.directory + u"/db/main.sqlite"_s;
    target.media = target.directory + u"/files"_s;
    QVERIFY(restoreBackup({world.file(u"b"_s), test::backupKeys(), target}));
    QVERIFY(QFile::exists(target.database));
    QVERIFY(QFile::exists(target.media + u'/' + QString::fromLatin1(sum.toHex().first(2))));
    QVERIFY(!QFile::exists(target.directory + u"/linnet.db"_s));
}

void RestoreBackupTest::refusesADirectoryThatIsUsed()
{
    test::BackupWorld world;
    QVERIFY(world.create(u"b"_s));
    const QStringList before = test::filesBelow(world.layout().directory);
    const auto refused = restoreBackup({world.file(u"b"_s), test::backupKeys(), world.layout()});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, "data_directory_used"_L1);
    QCOMPARE(test::filesBelow(world.layout().directory), before);
}

void RestoreBackupTest::takesNoNoticeOfASocketThatWasLeft()
{
    test::BackupWorld world;
    QVERIFY(world.create(u"b"_s));
    const DataLayout target = world.emptyLayout(u"target"_s);
    QVERIFY(QDir().mkpath(target.directory));
    const QString path = target.directory + u"/operator.sock"_s;
    QVERIFY(::mknod(QFile::encodeName(path).constData(), S_IFSOCK | S_IRUSR, 0) == 0);
    const auto restored = restoreBackup({world.file(u"b"_s), test::backupKeys(), target});
    QVERIFY2(restored, restored ? "" : qPrintable(restored.error().message));
    QVERIFY(QFile::exists(target.database));
}

void RestoreBackupTest::setsAsideWhatIsThere()
{
    test::BackupWorld world;
    world.addUsers(2);
    QVERIFY(world.create(u"b"_s));
    world.addUsers(1);
    world.database().close();
    const DataLayout &layout = world.layout();
    for (int i = 0; i < 2; ++i) // What was set aside is not set aside again.
        QVERIFY(restoreBackup(
            {world.file(u"b"_s), test::backupKeys(), layout, RestoreRequest::Existing::SetAside}));
    QCOMPARE(readFacts(layout.database)->rows.at(u"account"_s), 2);
    const QStringList aside =
        QDir(layout.directory).entryList({u"replaced-*"_s}, QDir::Dirs, QDir::Name);
    QCOMPARE(aside.size(), 2);
    const QString first = layout.directory + u'/' + aside.front();
    QCOMPARE(readFacts(first + u"/linnet.db"_s)->rows.at(u"account"_s), 3);
    QCOMPARE(test::contentOf(first + u"/jobs.secret"_s), QByteArray("job key"));
    QVERIFY(!QFile::exists(first + u'/' + aside.back()));
}

void RestoreBackupTest::leavesTheLedgerOfErasures()
{
    test::BackupWorld world;
    world.addUsers(1);
    QVERIFY(world.create(u"b"_s));
    const DataLayout target = world.emptyLayout(u"target"_s);
    QFile ledger(QDir(target.directory).filePath(ErasureLedgerName));
    QVERIFY(ledger.open(QIODevice::WriteOnly));
    QCOMPARE(ledger.write("{}\n"), 3);
    ledger.close();
    for (const auto existing :
         {RestoreRequest::Existing::Refused, RestoreRequest::Existing::SetAside}) {
        QVERIFY(restoreBackup({world.file(u"b"_s), test::backupKeys(), target, existing}));
        QCOMPARE(test::contentOf(ledger.fileName()), QByteArray("{}\n"));
    }
}

void RestoreBackupTest::changesNothingWhenTheBackupIsNoGood()
{
    test::BackupWorld world;
    world.addUsers(1);
    QVERIFY(world.create(u"b"_s));
    const DataLayout target = world.emptyLayout(u"target"_s);
    QVERIFY(!restoreBackup({world.file(u"b"_s), {.passphrase = "wrong"}, target}));
    QFile file(world.file(u"b"_s));
    QVERIFY(file.resize(file.size() - 1));
    QVERIFY(!restoreBackup(
        {world.file(u"b"_s), test::backupKeys(), target, RestoreRequest::Existing::SetAside}));
    QVERIFY(!restoreBackup({world.file(u"missing"_s), test::backupKeys(), target}));
    QCOMPARE(test::filesBelow(target.directory), QStringList());
    const QStringList before = test::filesBelow(world.layout().directory);
    QVERIFY(!restoreBackup({world.file(u"b"_s), test::backupKeys(), world.layout(),
                            RestoreRequest::Existing::SetAside}));
    QCOMPARE(test::filesBelow(world.layout().directory), before);
}

void RestoreBackupTest::putsBackWhatItCannotSetAside()
{
    test::BackupWorld world;
    world.addUsers(1);
    QVERIFY(world.create(u"b"_s));
    world.database().close();
    const DataLayout &layout = world.layout();
    const QStringList before = test::filesBelow(layout.directory);
    const QString vanishing = layout.directory + u"/zz"_s; // The last of what is moved.
    QVERIFY(QDir().mkdir(vanishing));

    const auto failed = restoreBackup(
        {world.file(u"b"_s), test::backupKeys(), layout, RestoreRequest::Existing::SetAside},
        {.progress = [&](qint64) { QDir().rmdir(vanishing); }});

    QVERIFY(!failed);
    QCOMPARE(test::filesBelow(layout.directory), before);
    QVERIFY(QDir(layout.directory).entryList({u"replaced-*"_s}).isEmpty());
    QCOMPARE(readFacts(layout.database)->rows.at(u"account"_s), 1);
}

void RestoreBackupTest::takesNoNoticeOfWhatTheFileSystemKeeps()
{
    test::BackupWorld world;
    QVERIFY(world.create(u"b"_s));
    const DataLayout target = world.emptyLayout(u"target"_s);
    const QString kept = target.directory + u"/lost+found"_s;
    QVERIFY(QDir().mkpath(kept));
    for (const auto existing :
         {RestoreRequest::Existing::Refused, RestoreRequest::Existing::SetAside}) {
        const auto restored =
            restoreBackup({world.file(u"b"_s), test::backupKeys(), target, existing});
        QVERIFY2(restored, restored ? "" : qPrintable(restored.error().message));
        QVERIFY(QFile::exists(kept));
    }
}

void RestoreBackupTest::refusesADividedLayout()
{
    test::BackupWorld world;
    QVERIFY(world.create(u"b"_s));
    DataLayout target = world.emptyLayout(u"target"_s);
    target.media = world.file(u"elsewhere"_s);
    const auto refused = restoreBackup({world.file(u"b"_s), test::backupKeys(), target});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, "data_directory_divided"_L1);
}

//! No test can mount anything, but there are directories with others in them.
void RestoreBackupTest::refusesADirectoryOfSeveralFileSystems()
{
    test::BackupWorld world;
    QVERIFY(world.create(u"b"_s));
    const DataLayout root = DataLayout::in(u"/"_s); // With /proc in it.
    const auto refused = restoreBackup({world.file(u"b"_s), test::backupKeys(), root});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, "data_directory_divided"_L1);
}

void RestoreBackupTest::leavesOutJobsThatBackUp()
{
    test::BackupWorld world;
    const auto added = test::await(world.database()->write([](Stores &stores) -> Result<bool> {
        const auto put = stores.backups.put({.name = u"b"_s, .createdAt = test::at(0)});
        if (!put)
            return put.error();
        if (const auto other = stores.jobs.add({.id = JobId(2), .kind = u"mail"_s}); !other)
            return other;
        return stores.jobs.add({.id = JobId(1), .kind = BackupJobKind});
    }));
    QVERIFY(added);
    QVERIFY(world.create(u"b"_s));
    const DataLayout target = world.emptyLayout(u"target"_s);
    QVERIFY(restoreBackup({world.file(u"b"_s), test::backupKeys(), target}));

    SqlDatabase::Settings settings;
    settings.file = target.database;
    test::TestDatabase database(settings);
    const auto read = [&database](auto work) { return test::await(database->read(work)); };
    QVERIFY(!read([](Stores &stores) { return stores.jobs.find(JobId(1)); }));
    QVERIFY(read([](Stores &stores) { return stores.jobs.find(JobId(2)); }));
    QVERIFY(read([](Stores &stores) { return stores.backups.list(9); })->empty());
}

//! Clients have cursors of what came after the backup, which are not to be reached again.
void RestoreBackupTest::countsChangesOnFromTheTimeOfTheRestore()
{
    test::BackupWorld world;
    world.addUsers(1);
    const auto changeOf = [](test::TestDatabase &database) {
        const auto found = test::await(database->read(
            [](Stores &stores) { return stores.conversations.locate(ConversationId(10)); }));
        return found.value().lastChange;
    };
    QVERIFY(test::await(world.database()->write([](Stores &stores) {
        return stores.conversations.addGroup(
            {.id = ConversationId(10), .kind = ConversationKind::Group, .createdBy = UserId(1)},
            {});
    })));
    QVERIFY(world.create(u"b"_s));
    const qint64 before = SystemClock().now().time_since_epoch().count();
    const DataLayout target = world.emptyLayout(u"target"_s);
    QVERIFY(restoreBackup({world.file(u"b"_s), test::backupKeys(), target}));

    SqlDatabase::Settings settings;
    settings.file = target.database;
    test::TestDatabase database(settings);
    QVERIFY(changeOf(database) >= before);
    QVERIFY(changeOf(world.database()) < before);
}

QTEST_GUILESS_MAIN(RestoreBackupTest)
#include "tst_restorebackup.moc"
