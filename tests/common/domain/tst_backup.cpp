// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/backup.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class BackupTest : public QObject
{
    Q_OBJECT

private slots:
    void isCalledAfterItsTime();
};

void BackupTest::isCalledAfterItsTime()
{
    const auto time = parseIso(u"2026-01-31T09:05:00.042Z");
    QVERIFY(time);
    QCOMPARE(backupName(*time), u"linnet-20260131T090500042Z.backup"_s);
}

QTEST_GUILESS_MAIN(BackupTest)
#include "tst_backup.moc"
