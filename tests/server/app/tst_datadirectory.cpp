// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/datadirectory.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class DataDirectoryTest : public QObject
{
    Q_OBJECT

private slots:
    void isMadeForItsOwnerOnly();
    void isForOneAtATime();
    void isFreeAgainAfterwards();
    void refusesAFileInItsPlace();

private:
    QTemporaryDir m_folder;
};

void DataDirectoryTest::isMadeForItsOwnerOnly()
{
    const QString path = m_folder.filePath(u"a/b"_s);
    DataDirectory directory;
    QVERIFY(directory.open(path));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFileInfo(path).permissions() & others));
}

void DataDirectoryTest::isForOneAtATime()
{
    const QString path = m_folder.filePath(u"one"_s);
    DataDirectory first;
    QVERIFY(first.open(path));
    DataDirectory second;
    const auto opened = second.open(path);
    QVERIFY(!opened);
    QVERIFY(opened.error().message.endsWith(u"is in use by another linnetd"));
}

void DataDirectoryTest::isFreeAgainAfterwards()
{
    const QString path = m_folder.filePath(u"free"_s);
    {
        DataDirectory first;
        QVERIFY(first.open(path));
    }
    DataDirectory second;
    QVERIFY(second.open(path));
}

void DataDirectoryTest::refusesAFileInItsPlace()
{
    QFile file(m_folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    DataDirectory directory;
    const auto opened = directory.open(file.fileName());
    QVERIFY(!opened);
    QVERIFY(opened.error().message.contains(file.fileName()));
}

QTEST_GUILESS_MAIN(DataDirectoryTest)
#include "tst_datadirectory.moc"
