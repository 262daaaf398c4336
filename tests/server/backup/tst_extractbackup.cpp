// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/archivewriter.h"
#include "server/backup/extractbackup.h"
#include "server/storage/blob/fileblobstore.h"
#include "server/storage/sql/snapshot.h"
#include "tests/server/backup/backupworld.h"
#include "tests/server/backup/memorybytes.h"

#include <QCryptographicHash>
#include <QTest>

using namespace linnet;
using namespace linnet::backup;
using namespace Qt::StringLiterals;

namespace {

BackupKeys unencrypted()
{
    return {.unencrypted = BackupKeys::Openness::Allowed};
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("The folder can be written to.");
}

} // namespace

class ExtractBackupTest : public QObject
{
    Q_OBJECT

private slots:
    void putsEverythingInItsPlace();
    void noticesTruncation();
    void noticesChangedBytesWithoutEncryption();
    void refusesLinksAndStrangeNames();
    void refusesALaterSchema();

private:
    Result<Manifest> extract(const QByteArray &bytes, const BackupKeys &keys);
    QByteArray archiveOf(Manifest manifest,
                         const std::vector<std::pair<QByteArray, QByteArray>> &members);

    QTemporaryDir m_folder;
    int m_count = 0;
};

Result<Manifest> ExtractBackupTest::extract(const QByteArray &bytes, const BackupKeys &keys)
{
    const QString file = m_folder.filePath(u"changed.backup"_s);
    write(file, bytes);
    const QString target = m_folder.filePath(u"target%1"_s.arg(++m_count));
    const BackupWatch watch;
    return extractBackup(file, keys, DataLayout::in(target), watch);
}

//! \return an unencrypted backup that says of itself what is true, besides \p manifest.
QByteArray ExtractBackupTest::archiveOf(
    Manifest manifest, const std::vector<std::pair<QByteArray, QByteArray>> &members)
{
    test::MemorySink sink;
    ArchiveWriter archive(sink, Timestamp());
    for (const auto &[name, content] : members)
        manifest.sums[QString::fromUtf8(name)] = archive.add(name, content).value_or("");
    const QByteArray json = toJson(manifest);
    const auto sum = archive.add("manifest.json", json);
    if (!archive.add("manifest.sha256", sum.value_or("").toHex() + "  manifest.json\n")
        || !archive.finish())
        qFatal("Memory can be written to.");
    return sink.bytes;
}

void ExtractBackupTest::putsEverythingInItsPlace()
{
    test::BackupWorld world(u"Dätä 🐦"_s);
    world.addUsers(2);
    const QByteArray sum = world.addMedia("a file");
    const auto created = world.create(u"Sicherung für morgen.backup"_s);
    QVERIFY(created);
    const DataLayout target = world.emptyLayout(u"Wiederhergestellt é"_s);
    const BackupWatch watch;
    const auto manifest = extractBackup(world.file(u"Sicherung für morgen.backup"_s),
                                        test::backupKeys(), target, watch);
    QVERIFY2(manifest, manifest ? "" : qPrintable(manifest.error().message));
    QCOMPARE(*manifest, created->manifest);
    QCOMPARE(test::contentOf(target.directory + u"/jobs.secret"_s), QByteArray("job key"));
    QCOMPARE(test::contentOf(target.directory + u"/keys/rsa-1.pem"_s), QByteArray("a signing key"));
    QCOMPARE(test::contentOf(FileBlobStore(target.media).path(sum)), QByteArray("a file"));
    const auto facts = readFacts(target.database);
    QVERIFY(facts);
    QCOMPARE(facts->rows.at(u"account"_s), 2);
    QVERIFY(!(QFileInfo(target.directory + u"/jobs.secret"_s).permissions() & QFile::ReadOther));
}

void ExtractBackupTest::noticesTruncation()
{
    test::BackupWorld world;
    QVERIFY(world.create(u"sealed"_s) && world.createUnencrypted(u"open"_s));
    const QByteArray sealed = test::contentOf(world.file(u"sealed"_s));
    const QByteArray open = test::contentOf(world.file(u"open"_s));
    for (int part = 0; part < 10; ++part) {
        QVERIFY2(!extract(sealed.first(sealed.size() * part / 10), test::backupKeys()),
                 qPrintable(QString::number(part)));
        const auto cut = extract(open.first(open.size() * part / 10 / 512 * 512), unencrypted());
        QVERIFY2(!cut, qPrintable(QString::number(part)));
    }
    QVERIFY(extract(sealed, test::backupKeys()));
    QVERIFY(extract(open, unencrypted()));
}

void ExtractBackupTest::noticesChangedBytesWithoutEncryption()
{
    test::BackupWorld world;
    world.addUsers(1);
    world.addMedia("look at this");
    QVERIFY(world.createUnencrypted(u"open"_s));
    const QByteArray open = test::contentOf(world.file(u"open"_s));
    for (const QByteArray &place :
         {QByteArray("SQLite format 3"), QByteArray("look at this"), QByteArray("a signing key"),
          QByteArray("\"createdAt\": \"2023"), QByteArray("  manifest.json")}) {
        const qsizetype at = open.indexOf(place);
        QVERIFY2(at > 0, place.constData());
        QByteArray changed = open;
        changed[at + 1] = char(changed[at + 1] ^ 1);
        const auto refused = extract(changed, unencrypted());
        QVERIFY2(!refused, place.constData());
        QCOMPARE(refused.error().code, "backup_damaged"_L1);
    }
}

void ExtractBackupTest::refusesLinksAndStrangeNames()
{
    const Manifest manifest{.schema = 1, .createdAt = test::at(0)};
    QVERIFY(extract(archiveOf(manifest, {{"linnet.db", "x"}}), unencrypted()));
    for (const QByteArray &name : {QByteArray("../escaped.secret"), QByteArray("/tmp/escaped"),
                                   QByteArray("keys/../../escaped.pem"), QByteArray("lock")}) {
        const auto refused =
            extract(archiveOf(manifest, {{"linnet.db", "x"}, {name, "y"}}), unencrypted());
        QVERIFY2(!refused, name.constData());
        QCOMPARE(refused.error().code, "backup_damaged"_L1);
    }
    const auto twice = extract(
        archiveOf(manifest, {{"linnet.db", "x"}, {"jobs.secret", "1"}, {"jobs.secret", "2"}}),
        unencrypted());
    QCOMPARE(twice.error().message, u"The backup is damaged: a member is in it twice."_s);
    const auto without = extract(archiveOf(manifest, {{"jobs.secret", "1"}}), unencrypted());
    QVERIFY(!without);
}

void ExtractBackupTest::refusesALaterSchema()
{
    const Manifest manifest{
        .server = u"9.9"_s, .schema = knownSchema() + 1, .createdAt = test::at(0)};
    const auto refused = extract(archiveOf(manifest, {{"linnet.db", "x"}}), unencrypted());
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, "backup_newer"_L1);
    QVERIFY(refused.error().message.contains(u"Linnet 9.9 or newer"_s));
}

QTEST_GUILESS_MAIN(ExtractBackupTest)
#include "tst_extractbackup.moc"
