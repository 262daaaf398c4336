// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/guesslimits.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class GuessLimitsTest : public QObject
{
    Q_OBJECT

private slots:
    void stayBelowAHundred();
    void areNoneBelowThoseOfOneCode();
    void goByTheStricterOfHourAndDay();
};

void GuessLimitsTest::stayBelowAHundred()
{
    const GuessLimits limits = guessLimits({});
    QCOMPARE(limits.home, 30);
    QCOMPARE(limits.strangers, 60);
    QCOMPARE(limits.network, 300);
}

void GuessLimitsTest::areNoneBelowThoseOfOneCode()
{
    CodePolicy policy;
    policy.daily.account = 1;
    QCOMPARE(guessLimits(policy).home, 3);
    QCOMPARE(guessLimits(policy).strangers, 3);
}

void GuessLimitsTest::goByTheStricterOfHourAndDay()
{
    QCOMPARE(mostInADay(1, 30), 24);
    QCOMPARE(mostInADay(2, 30), 30);
    QCOMPARE(mostInADay(1'000'000, 1'000'000), 1'000'000);
}

QTEST_GUILESS_MAIN(GuessLimitsTest)
#include "tst_guesslimits.moc"
