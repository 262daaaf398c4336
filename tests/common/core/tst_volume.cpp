// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/volume.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linnet;

class VolumeTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatThereIs();
    void tellsItOfWhatWillBeMade();
    void tellsNothingOfNoPath();
};

void VolumeTest::tellsWhatThereIs()
{
    const QTemporaryDir folder;
    const auto volume = volumeAt(folder.path());
    QVERIFY(volume);
    QVERIFY(volume->available > 0);
    QVERIFY(volume->total >= volume->available);
    QVERIFY(!volume->isReadOnly);
}

void VolumeTest::tellsItOfWhatWillBeMade()
{
    const QTemporaryDir folder;
    const auto volume = volumeAt(folder.filePath(QStringLiteral("not/yet/there")));
    QVERIFY(volume);
    QCOMPARE(volume->total, volumeAt(folder.path())->total);
}

void VolumeTest::tellsNothingOfNoPath()
{
    QVERIFY(!volumeAt(QString()));
}

QTEST_GUILESS_MAIN(VolumeTest)
#include "tst_volume.moc"
