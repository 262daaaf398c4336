// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/archivereader.h"
#include "server/backup/archivewriter.h"
#include "tests/server/backup/memorybytes.h"

#include <QCryptographicHash>
#include <QTemporaryFile>
#include <QTest>

using namespace linnet;
using namespace linnet::backup;
using namespace Qt::StringLiterals;

namespace {

using Members = std::vector<std::pair<QByteArray, QByteArray>>;

Result<Members> membersOf(const QByteArray &archive)
{
    test::MemorySource source(archive);
    ArchiveReader reader(source);
    Members members;
    auto name = reader.next();
    for (; name && *name; name = reader.next()) {
        members.push_back({**name, {}});
        auto part = reader.read();
        for (; part && !part->isEmpty(); part = reader.read())
            members.back().second += *part;
        if (!part)
            return part.error();
    }
    if (!name)
        return name.error();
    return members;
}

} // namespace

class ArchiveReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatWasWritten();
    void noticesWhatWasCut();
    void refusesWhatIsNoArchive();
    void anUnfinishedOneHasNoEnd();
};

void ArchiveReaderTest::readsWhatWasWritten()
{
    const QByteArray large(1'000'000, 'x');
    QTemporaryFile file;
    QVERIFY(file.open() && file.write(large) == large.size() && file.seek(0));
    test::MemorySink sink;
    ArchiveWriter writer(sink, Timestamp());
    QVERIFY(writer.add("empty", QByteArray()));
    QCOMPARE(writer.add("large", file).value_or(""),
             QCryptographicHash::hash(large, QCryptographicHash::Sha256));
    QVERIFY(writer.add("small", "hello"));
    QVERIFY(writer.finish());
    QVERIFY(sink.isFinished);

    const auto members = membersOf(sink.bytes);
    QVERIFY(members);
    QCOMPARE(*members, (Members{{"empty", ""}, {"large", large}, {"small", "hello"}}));
}

void ArchiveReaderTest::noticesWhatWasCut()
{
    test::MemorySink sink;
    ArchiveWriter writer(sink, Timestamp());
    QVERIFY(writer.add("one", QByteArray(3000, 'x')));
    QVERIFY(writer.finish());
    const auto cut = membersOf(sink.bytes.first(2000));
    QVERIFY(!cut);
    QCOMPARE(cut.error().code, "backup_damaged"_L1);
}

void ArchiveReaderTest::refusesWhatIsNoArchive()
{
    const auto refused = membersOf(QByteArray(5000, 'x'));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, "backup_damaged"_L1);
}

void ArchiveReaderTest::anUnfinishedOneHasNoEnd()
{
    test::MemorySink sink;
    {
        ArchiveWriter writer(sink, Timestamp());
        QVERIFY(writer.add("one", QByteArray(100'000, 'x')));
    }
    QVERIFY(!sink.isFinished);
}

QTEST_GUILESS_MAIN(ArchiveReaderTest)
#include "tst_archivereader.moc"
