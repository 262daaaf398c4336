// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/report.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class ReportTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsItsNames();
    void tellsWhatIsSettled();
    void canBeAskedByWhatPeopleSay();
};

void ReportTest::knowsItsNames()
{
    QCOMPARE(reportKindNames(), (QStringList{u"message"_s, u"user"_s, u"group"_s}));
    QCOMPARE(parseReportKind(u"user"), Report::Kind::User);
    QVERIFY(!parseReportKind(u"User"));
    QCOMPARE(nameOf(Report::Kind::Group), "group"_L1);
    QCOMPARE(reportStateNames(),
             (QStringList{u"open"_s, u"in_progress"_s, u"resolved"_s, u"dismissed"_s}));
    QCOMPARE(nameOf(Report::State::InProgress), "in_progress"_L1);
    QCOMPARE(parseReportOrder(u"oldest"), ReportOrder::Oldest);
    QVERIFY(!parseReportOrder(u"name"));
    QVERIFY(reportReasons().contains(u"spam"_s));
}

void ReportTest::tellsWhatIsSettled()
{
    QVERIFY(!isSettled(Report::State::Open));
    QVERIFY(!isSettled(Report::State::InProgress));
    QVERIFY(isSettled(Report::State::Resolved));
    QVERIFY(isSettled(Report::State::Dismissed));
}

void ReportTest::canBeAskedByWhatPeopleSay()
{
    const auto filter = parseFilter(
        u"alice state:open,in_progress kind:message reason:spam reporter:b* created>-7d",
        reportFields(), Timestamp());
    QVERIFY2(filter, filter ? "" : qPrintable(filter.error().message));
    QCOMPARE(filter->size(), 6U);
    QCOMPARE(filter->front().field, "about"_L1);
    QVERIFY(!parseFilter(u"state:closed", reportFields(), Timestamp()));
}

QTEST_APPLESS_MAIN(ReportTest)
#include "tst_report.moc"
