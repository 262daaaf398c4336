// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/guessodds.h"

#include <QTest>

#include <cmath>

using namespace linnet;
using namespace Qt::StringLiterals;

class GuessOddsTest : public QObject
{
    Q_OBJECT

private slots:
    void ofTheDefaults();
    void areThoseOfAnExperiment();
    void countTheStricterOfHourAndDay();
    void areCertainWhereEveryCodeCanBeGuessed();
    void areNotLostWhereTheyAreTiny();
};

void GuessOddsTest::ofTheDefaults()
{
    const GuessOdds odds = oddsOf({});
    QCOMPARE(odds.space, 1e6);
    QCOMPARE(odds.codesForAccount, 30);
    QCOMPARE(odds.guessesAtAccount, 90);
    QCOMPARE(odds.codesFromNetwork, 100);
    QCOMPARE(odds.codesInTotal, 100'000);
    QVERIFY(std::abs(odds.oneAccount - (1 - std::pow(1 - 6e-6, 15))) < 1e-14);
    QVERIFY(std::abs(odds.oneNetwork - 3e-4) < 1e-7);
    QVERIFY(std::abs(odds.anybody - 0.4512) < 1e-4);
}

//! All days that two codes of two letters can have, counted: at one there are two guesses, of who
//! asked for it and of another, and at the other one the last that the account has.
void GuessOddsTest::areThoseOfAnExperiment()
{
    CodePolicy policy;
    policy.alphabet = u"ab"_s;
    policy.length = 2;
    policy.attempts = 1;
    policy.daily.account = 3;
    int opened = 0;
    for (int first = 0; first < 4; ++first) {
        for (int second = 0; second < 4; ++second)
            opened += first == 0 || first == 1 || second == 0 ? 1 : 0;
    }
    QCOMPARE(oddsOf(policy).oneAccount, opened / 16.0);
}

void GuessOddsTest::countTheStricterOfHourAndDay()
{
    CodePolicy policy;
    policy.hourly.account = 1;
    policy.daily.account = 100;
    QCOMPARE(oddsOf(policy).codesForAccount, 24);
    policy.daily.total = 10;
    QCOMPARE(oddsOf(policy).codesForAccount, 10);
    QCOMPARE(oddsOf(policy).codesFromNetwork, 10);
}

void GuessOddsTest::areCertainWhereEveryCodeCanBeGuessed()
{
    CodePolicy policy;
    policy.alphabet = u"ab"_s;
    policy.length = 1;
    QCOMPARE(oddsOf(policy).oneAccount, 1.0);
}

void GuessOddsTest::areNotLostWhereTheyAreTiny()
{
    CodePolicy policy;
    policy.alphabet = u"23456789ABCDEFGHJKLMNPQRSTUVWXYZ"_s;
    policy.length = 10;
    policy.attempts = 1;
    policy.daily.account = 1;
    QCOMPARE(oddsOf(policy).oneAccount, std::pow(2.0, -49)); // Two guesses: its own and another's.
}

QTEST_GUILESS_MAIN(GuessOddsTest)
#include "tst_guessodds.moc"
