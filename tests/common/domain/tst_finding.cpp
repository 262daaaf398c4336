// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/finding.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class FindingTest : public QObject
{
    Q_OBJECT

private slots:
    void isToldAsTexts_data();
    void isToldAsTexts();
};

void FindingTest::isToldAsTexts_data()
{
    QTest::addColumn<Finding>("finding");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("fix");
    QTest::newRow("ok") << Finding::ok(u"Found."_s) << u"ok"_s << QString();
    QTest::newRow("warning") << Finding::warning(u"Found."_s, u"Do it."_s) << u"warning"_s
                             << u"Do it."_s;
    QTest::newRow("failure") << Finding::failure(u"Found."_s, u"Do it."_s) << u"failure"_s
                             << u"Do it."_s;
    QTest::newRow("skipped") << Finding::skipped(u"Found."_s) << u"skipped"_s << QString();
}

void FindingTest::isToldAsTexts()
{
    QFETCH(Finding, finding);
    QFETCH(QString, state);
    QFETCH(QString, fix);
    finding.id = u"disk.media"_s;
    const QJsonObject expected{
        {u"id"_s, u"disk.media"_s}, {u"state"_s, state}, {u"text"_s, u"Found."_s}, {u"fix"_s, fix}};
    QCOMPARE(toJson(finding), expected);
}

QTEST_GUILESS_MAIN(FindingTest)
#include "tst_finding.moc"
