// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/sweep.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class SweepTest : public QObject
{
    Q_OBJECT

private slots:
    void limitsFilesByAgeOrBytes();
    void keepsRules();
    void keepsFindings();
    void takesNothingForNothing();
};

void SweepTest::limitsFilesByAgeOrBytes()
{
    QVERIFY(!SweepRules().limitsFiles());
    QVERIFY(SweepRules{.greatestAge = 1ms}.limitsFiles());
    QVERIFY(SweepRules{.budget = 1}.limitsFiles());
}

void SweepTest::keepsRules()
{
    const SweepRules rules{.uploadGrace = 1h, .greatestAge = 24h * 365, .budget = 40'000'000'000};
    QCOMPARE(sweepRules(toJson(rules)), rules);
    QCOMPARE(toJson(rules),
             (QJsonObject{{"uploadGrace"_L1, 3'600'000},
                          {"maxAge"_L1, qint64(31'536'000'000)},
                          {"budget"_L1, qint64(40'000'000'000)}}));
}

void SweepTest::keepsFindings()
{
    SweepFindings findings{.unused = {1, 2},
                           .tooOld = {3, 4},
                           .noRoom = {5, 6},
                           .unreferenced = {7, 8'000'000'000},
                           .leftovers = {9, 10},
                           .missing = 2,
                           .missingFiles = {MediaId(11), MediaId(12)}};
    findings.unused.add(5);
    QCOMPARE(findings.unused, (SweepTally{2, 7}));
    const QJsonObject object = toJson(findings);
    QCOMPARE(sweepFindings(object), findings);
    QCOMPARE(object["noRoom"_L1], (QJsonObject{{"files"_L1, 5}, {"bytes"_L1, 6}}));
    QCOMPARE(object["missing"_L1]["ids"_L1], (QJsonArray{u"11"_s, u"12"_s}));
}

void SweepTest::takesNothingForNothing()
{
    QCOMPARE(sweepFindings({}), SweepFindings());
    QCOMPARE(sweepFindings(toJson(SweepFindings())), SweepFindings());
}

QTEST_GUILESS_MAIN(SweepTest)
#include "tst_sweep.moc"
