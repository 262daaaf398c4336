// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/context/filelock.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <future>

using namespace linnet;
using namespace linnet::cli;
using namespace Qt::StringLiterals;

class FileLockTest : public QObject
{
    Q_OBJECT

private slots:
    void isHeldByOneAtATime();
    void isTakenAgainOnceItIsLeft();
    void isNoLockWhereNothingCanBeMade();

private:
    QTemporaryDir m_folder;
};

void FileLockTest::isHeldByOneAtATime()
{
    const QString path = m_folder.filePath(u"a.lock"_s);
    std::atomic<int> inside = 0;
    std::atomic<bool> wasAlone = true;
    const auto work = [&] {
        for (int i = 0; i < 200; ++i) {
            FileLock lock;
            if (!lock.take(path) || ++inside != 1)
                wasAlone = false;
            --inside;
        }
    };
    std::vector<std::future<void>> programs;
    for (int i = 0; i < 4; ++i)
        programs.push_back(std::async(std::launch::async, work));
    for (auto &each : programs)
        each.get();
    QVERIFY(wasAlone);
}

void FileLockTest::isTakenAgainOnceItIsLeft()
{
    const QString path = m_folder.filePath(u"b.lock"_s);
    for (int i = 0; i < 2; ++i) {
        FileLock lock;
        QVERIFY(lock.take(path));
    }
    QCOMPARE(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
}

void FileLockTest::isNoLockWhereNothingCanBeMade()
{
    FileLock lock;
    const auto taken = lock.take(m_folder.filePath(u"missing/c.lock"_s));
    QVERIFY(!taken);
    QCOMPARE(taken.error().code, "io"_L1);
    QVERIFY(taken.error().message.contains(u"c.lock"_s));
}

QTEST_GUILESS_MAIN(FileLockTest)
#include "tst_filelock.moc"
