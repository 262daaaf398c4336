// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/diskcheck.h"
#include "tests/support/await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class DiskCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void looksAtWhatAFolderWillBeMadeIn();

private:
    Mailbox m_mailbox;
    CpuPool m_pool;
};

void DiskCheckTest::judges_data()
{
    QTest::addColumn<qint64>("free");
    QTest::addColumn<qint64>("total");
    QTest::addColumn<Finding::State>("state");
    constexpr qint64 Mebibyte = 1 << 20;
    constexpr qint64 Gibibyte = 1 << 30;
    QTest::newRow("half empty") << 50 * Gibibyte << 100 * Gibibyte << Finding::State::Ok;
    QTest::newRow("a tenth") << 2 * Gibibyte << 20 * Gibibyte << Finding::State::Ok;
    QTest::newRow("less than a tenth")
        << 2 * Gibibyte - 1 << 20 * Gibibyte << Finding::State::Warning;
    QTest::newRow("a little of very much")
        << 11 * Gibibyte << 4096 * Gibibyte << Finding::State::Ok;
    QTest::newRow("too little of very much")
        << 9 * Gibibyte << 4096 * Gibibyte << Finding::State::Warning;
    QTest::newRow("nearly none") << 256 * Mebibyte - 1 << 1 * Gibibyte << Finding::State::Failure;
    QTest::newRow("none") << qint64(0) << qint64(0) << Finding::State::Failure;
}

void DiskCheckTest::judges()
{
    QFETCH(qint64, free);
    QFETCH(qint64, total);
    const Finding finding = DiskCheck::judge(u"media"_s, {free, total});
    QTEST(finding.state, "state");
    QVERIFY(finding.text.startsWith(u"The file system of the media has "_s));
    QCOMPARE(finding.fix.isEmpty(), finding.state == Finding::State::Ok);
}

void DiskCheckTest::looksAtWhatAFolderWillBeMadeIn()
{
    const QTemporaryDir folder;
    const DiskCheck check(m_pool, u"media"_s, folder.filePath(u"not/yet"_s));
    QCOMPARE(check.id(), u"disk.media"_s);
    const Finding finding = await(check.run({}));
    QVERIFY2(finding.text.contains(u" free ("_s), qPrintable(finding.text));
    QVERIFY(!finding.text.contains(folder.path()));
}

QTEST_GUILESS_MAIN(DiskCheckTest)
#include "tst_diskcheck.moc"
