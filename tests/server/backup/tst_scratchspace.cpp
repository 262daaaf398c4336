// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/scratchspace.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet::backup;
using namespace Qt::StringLiterals;

class ScratchSpaceTest : public QObject
{
    Q_OBJECT

private slots:
    void isForOneAtATime();
    void isEmptyBeforeAndAfter();
};

void ScratchSpaceTest::isForOneAtATime()
{
    const QTemporaryDir folder;
    {
        const auto first = ScratchSpace::open(folder.path());
        QVERIFY(first);
        const auto second = ScratchSpace::open(folder.path());
        QVERIFY(!second);
        QCOMPARE(second.error().code, "backup_busy"_L1);
    }
    QVERIFY(ScratchSpace::open(folder.path()));
}

void ScratchSpaceTest::isEmptyBeforeAndAfter()
{
    const QTemporaryDir folder;
    const QDir scratch(folder.filePath(ScratchSpace::folderName()));
    const auto entries = [&] { return scratch.entryList(QDir::AllEntries | QDir::NoDotAndDotDot); };
    QVERIFY(QDir().mkpath(scratch.filePath(u"left/by/a/crash"_s)));
    QVERIFY(QFile::setPermissions(scratch.path(),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    {
        const auto space = ScratchSpace::open(folder.path());
        QVERIFY2(space, space ? "" : qPrintable(space.error().detail));
        QCOMPARE(entries(), QStringList());
        QFile file((*space)->file(u"snapshot.db"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QCOMPARE(entries(), QStringList());
}

QTEST_GUILESS_MAIN(ScratchSpaceTest)
#include "tst_scratchspace.moc"
