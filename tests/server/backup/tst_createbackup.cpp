// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/createbackup.h"
#include "server/backup/restorebackup.h"
#include "server/backup/scratchspace.h"
#include "server/storage/blob/fileblobstore.h"
#include "server/storage/sql/snapshot.h"
#include "tests/server/backup/backupworld.h"
#include "tests/support/await.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <thread>

using namespace linnet;
using namespace linnet::backup;
using namespace Qt::StringLiterals;

class CreateBackupTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatIsInIt();
    void isForItsOwnerAlone();
    void savesEachBlobOnce();
    void countsWhatTheServerHasLost();
    void takesNoOtherFilesPlace();
    void leavesNothingWhenInterrupted();
    void wantsADatabase();
    void isOfOneMomentWhileOthersWrite();
};

void CreateBackupTest::saysWhatIsInIt()
{
    test::BackupWorld world;
    world.addUsers(3);
    world.addMedia("a file");
    const auto created = world.create(u"one.backup"_s);
    QVERIFY2(created, created ? "" : qPrintable(created.error().message));
    const Manifest &manifest = created->manifest;
    QCOMPARE(manifest.server, QStringLiteral(LINNET_VERSION));
    QCOMPARE(manifest.schema, knownSchema());
    QCOMPARE(manifest.createdAt, test::at(0));
    QCOMPARE(manifest.rows.at(u"account"_s), 3);
    QCOMPARE(manifest.rows.at(u"message"_s), 0);
    QCOMPARE(manifest.media, 1);
    QCOMPARE(manifest.mediaBytes, 6);
    QCOMPARE(manifest.lostMedia, 0);
    QVERIFY(manifest.sums.contains(u"jobs.secret"_s));
    QVERIFY(manifest.sums.contains(u"keys/rsa-1.pem"_s));
    QVERIFY(manifest.sums.contains(u"linnet.db"_s));
}

void CreateBackupTest::isForItsOwnerAlone()
{
    test::BackupWorld world;
    const auto created = world.create(u"one.backup"_s);
    QVERIFY(created);
    const QFileInfo file(world.file(u"one.backup"_s));
    QCOMPARE(file.size(), created->size);
    QVERIFY(!(file.permissions()
              & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
    QVERIFY(!QFileInfo::exists(world.file(u"one.backup.partial"_s)));
    QCOMPARE(test::filesBelow(QDir(world.layout().directory).filePath(u"scratch"_s)),
             QStringList());
}

void CreateBackupTest::savesEachBlobOnce()
{
    test::BackupWorld world;
    world.addUsers(1);
    for (int i = 0; i < 3; ++i)
        world.addMedia("the same");
    for (int i = 0; i < 510; ++i) // More than are listed at once.
        world.addMedia(QByteArray::number(i));
    const auto created = world.create(u"one.backup"_s);
    QVERIFY(created);
    QCOMPARE(created->manifest.media, 511);
}

void CreateBackupTest::countsWhatTheServerHasLost()
{
    test::BackupWorld world;
    world.addUsers(1);
    const FileBlobStore blobs(world.layout().media);
    QVERIFY(QFile::remove(blobs.path(world.addMedia("gone"))));
    QFile changed(blobs.path(world.addMedia("changed")));
    QVERIFY(changed.open(QIODevice::WriteOnly) && changed.write("chanced") == 7);
    changed.close();
    world.addMedia("kept");
    const auto created = world.create(u"one.backup"_s);
    QVERIFY(created);
    QCOMPARE(created->manifest.media, 1);
    QCOMPARE(created->manifest.lostMedia, 2);
    QVERIFY(
        verifyBackup(world.file(u"one.backup"_s), test::backupKeys(), world.layout().directory));
}

void CreateBackupTest::takesNoOtherFilesPlace()
{
    test::BackupWorld world;
    QVERIFY(world.create(u"one.backup"_s));
    const QByteArray before = test::contentOf(world.file(u"one.backup"_s));
    const auto again = world.create(u"one.backup"_s);
    QVERIFY(!again);
    QCOMPARE(again.error().code, "backup_exists"_L1);
    QCOMPARE(test::contentOf(world.file(u"one.backup"_s)), before);
}

void CreateBackupTest::leavesNothingWhenInterrupted()
{
    test::BackupWorld world;
    world.addUsers(1);
    world.addMedia(QByteArray(1'000'000, 'x'));
    std::stop_source stop;
    const BackupWatch watch{stop.get_token(), [&stop](qint64 bytes) {
                                if (bytes > 500'000)
                                    stop.request_stop();
                            }};
    const auto created = world.create(u"one.backup"_s, watch);
    QVERIFY(!created);
    QCOMPARE(created.error().code, "interrupted"_L1);
    QVERIFY(!QFileInfo::exists(world.file(u"one.backup"_s)));
    QVERIFY(!QFileInfo::exists(world.file(u"one.backup.partial"_s)));
    QVERIFY(world.create(u"one.backup"_s));
}

void CreateBackupTest::wantsADatabase()
{
    const QTemporaryDir folder;
    const auto created = createBackup(
        {DataLayout::in(folder.path()), folder.filePath(u"b"_s), Unencrypted(), test::at(0)});
    QVERIFY(!created);
    QCOMPARE(created.error().code, "database_not_found"_L1);
    QVERIFY(!QFileInfo::exists(folder.filePath(u"linnet.db"_s)));
}

void CreateBackupTest::isOfOneMomentWhileOthersWrite()
{
    test::BackupWorld world;
    world.addUsers(1);
    std::optional<Result<CreatedBackup>> created;
    std::atomic<bool> isOver = false;
    std::thread backingUp([&] {
        created.emplace(world.create(u"one.backup"_s));
        isOver = true;
    });
    int added = 1;
    for (; !isOver; ++added)
        world.addUsers(1);
    backingUp.join();
    QVERIFY(*created);
    const qint64 rows = (*created)->manifest.rows.at(u"account"_s);
    QVERIFY(rows >= 1 && rows <= added);
    QVERIFY(
        verifyBackup(world.file(u"one.backup"_s), test::backupKeys(), world.layout().directory));
}

QTEST_GUILESS_MAIN(CreateBackupTest)
#include "tst_createbackup.moc"
