// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/codereservation.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

CodeReservation reservation()
{
    CodeReservation made;
    made.code.purpose = CodePurpose::NewPassword;
    made.code.destination = {Identifier::Kind::Email, u"ann@example.org"_s};
    made.code.challenge = 9'007'199'254'740'993; // Beyond what a JSON number keeps.
    made.code.requestedAt = at(1);
    made.code.expiresAt = at(100);
    made.spent = {{u"total/hour"_s, {}, at(500)}, {u"address/day"_s, u"::1"_s, at(900)}};
    return made;
}

} // namespace

class CodeReservationTest : public QObject
{
    Q_OBJECT

private slots:
    void comesBackFromJson();
    void givesBackAllThatWasCounted();
    void notesThatItDidNotArrive();
    void leavesANewerCodeAlone();
};

void CodeReservationTest::comesBackFromJson()
{
    const CodeReservation back = toCodeReservation(toJson(reservation()));

    QVERIFY(back.code.purpose == CodePurpose::NewPassword);
    QCOMPARE(back.code.destination, reservation().code.destination);
    QCOMPARE(back.code.challenge, reservation().code.challenge);
    QCOMPARE(int(back.spent.size()), 2);
    QCOMPARE(back.spent[1].name, u"address/day"_s);
    QCOMPARE(back.spent[1].subject, u"::1"_s);
    QCOMPARE(back.spent[1].endsAt, at(900));
}

void CodeReservationTest::givesBackAllThatWasCounted()
{
    TestStores stores;
    QVERIFY(stores->oneTimeCodes.put(reservation().code));
    for (const CodeBudget &budget : reservation().spent)
        QVERIFY(stores->oneTimeCodes.spend(budget, 2));

    QVERIFY(giveBack(*stores, toCodeReservation(toJson(reservation()))));

    QVERIFY(stores->oneTimeCodes.list(CodePurpose::NewPassword, reservation().code.destination)
                ->empty());
    for (const CodeBudget &budget : reservation().spent)
        QCOMPARE(stores->oneTimeCodes.used(budget).value(), 1);
}

void CodeReservationTest::notesThatItDidNotArrive()
{
    TestStores stores;
    CodeAttempt attempt;
    attempt.id = CodeAttemptId(reservation().code.challenge);
    QVERIFY(stores->codeAttempts.add(attempt));

    QVERIFY(giveBack(*stores, reservation()));

    QVERIFY(stores->codeAttempts.list({})->front().state == CodeAttempt::State::Undelivered);
}

void CodeReservationTest::leavesANewerCodeAlone()
{
    TestStores stores;
    OneTimeCode newer = reservation().code;
    ++newer.challenge;
    QVERIFY(stores->oneTimeCodes.put(newer));

    QVERIFY(giveBack(*stores, reservation()));

    QCOMPARE(stores->oneTimeCodes.list(newer.purpose, newer.destination)->size(), 1U);
}

QTEST_GUILESS_MAIN(CodeReservationTest)
#include "tst_codereservation.moc"
