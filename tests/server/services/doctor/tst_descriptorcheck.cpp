// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/descriptorcheck.h"
#include "tests/support/await.h"

#include <QTemporaryFile>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class DescriptorCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void countsWhatIsOpen();

private:
    Mailbox m_mailbox;
};

void DescriptorCheckTest::judges_data()
{
    QTest::addColumn<DescriptorUse>("use");
    QTest::addColumn<Finding::State>("state");
    QTest::addColumn<QString>("fix");
    QTest::newRow("enough") << DescriptorUse{30, 1512} << Finding::State::Ok << QString();
    QTest::newRow("one too few") << DescriptorUse{30, 1511} << Finding::State::Warning
                                 << u"LimitNOFILE=1512"_s;
    QTest::newRow("nearly all are open")
        << DescriptorUse{1800, 2000} << Finding::State::Failure << u"LimitNOFILE=4000"_s;
    QTest::newRow("no limit") << DescriptorUse{100'000, std::nullopt} << Finding::State::Ok
                              << QString();
}

void DescriptorCheckTest::judges()
{
    QFETCH(DescriptorUse, use);
    QFETCH(QString, fix);
    const DescriptorCheck check(1000, [&use] { return use; });
    const Finding finding = await(check.run({}));
    QTEST(finding.state, "state");
    QVERIFY2(finding.fix.contains(fix), qPrintable(finding.fix));
    QCOMPARE(finding.fix.isEmpty(), fix.isEmpty());
    QVERIFY(finding.text.startsWith(QString::number(use.open)));
}

void DescriptorCheckTest::countsWhatIsOpen()
{
    const qint64 before = readDescriptorUse().open;
    QTemporaryFile file;
    QVERIFY(file.open());
    QCOMPARE(readDescriptorUse().open, before + 1);
}

QTEST_GUILESS_MAIN(DescriptorCheckTest)
#include "tst_descriptorcheck.moc"
