// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/integritycheck.h"
#include "tests/support/await.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class IntegrityCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();

private:
    Mailbox m_mailbox;
    CpuPool m_pool;
};

void IntegrityCheckTest::judges_data()
{
    using Wrong = Result<std::vector<QString>>;
    QTest::addColumn<Wrong>("wrong");
    QTest::addColumn<Finding::State>("state");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << Wrong(std::vector<QString>()) << Finding::State::Ok
                             << u"its structure is right"_s;
    QTest::newRow("something") << Wrong(std::vector{u"page 4"_s, u"page 5"_s})
                               << Finding::State::Failure
                               << u"2 findings, the first of which is \"page 4\""_s;
    QTest::newRow("too large") << Wrong(
        Error{Error::Kind::Unavailable, "interrupted"_L1, u"Interrupted."_s})
                               << Finding::State::Skipped << u"could not be read whole"_s;
    QTest::newRow("not readable") << Wrong(
        Error{Error::Kind::Unavailable, "storage_unavailable"_L1, u"It is gone."_s})
                                  << Finding::State::Failure << u"It is gone."_s;
}

void IntegrityCheckTest::judges()
{
    using Wrong = Result<std::vector<QString>>;
    QFETCH(Wrong, wrong);
    QFETCH(QString, says);
    const IntegrityCheck check(m_pool, [&wrong](const std::stop_token &) { return wrong; });
    const Finding finding = await(check.run({}));
    QTEST(finding.state, "state");
    QVERIFY2(finding.text.contains(says), qPrintable(finding.text));
    QCOMPARE(finding.fix.isEmpty(), finding.state == Finding::State::Ok);
}

QTEST_GUILESS_MAIN(IntegrityCheckTest)
#include "tst_integritycheck.moc"
