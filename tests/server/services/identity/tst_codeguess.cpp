// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/codeguess.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const Identifier Alice{Identifier::Kind::Phone, u"+911111111111"_s};
const QHostAddress Here(u"192.0.2.1"_s);

OneTimeCode codeOf(qint64 challenge, const QString &network)
{
    return {.destination = Alice,
            .network = network,
            .challenge = challenge,
            .hash = "hash",
            .requestedAt = at(challenge),
            .expiresAt = at(1000)};
}

} // namespace

class CodeGuessTest : public QObject
{
    Q_OBJECT

private slots:
    void isMeantForAnyCodeButItsOwnFirst();
    void countsOwnAndOthers();
    void looksAtNothingThatIsOver();
    void looksAtEightAtMost();
    void keepsAPlaceForAnOperatorsCode();
    void keepsNoPlaceForWhatIsExhausted();
    void isGivenBackWhole();

private:
    static Result<CodeGuess> take(TestStores &stores)
    {
        return takeGuess(*stores, {}, {CodePurpose::SignIn, Alice, Here}, at(500));
    }
};

void CodeGuessTest::isMeantForAnyCodeButItsOwnFirst()
{
    TestStores stores;
    for (const auto &code : {codeOf(1, u"192.0.2.1"_s), codeOf(2, u"192.0.2.2"_s), codeOf(3, {})})
        QVERIFY(stores->oneTimeCodes.put(code));

    const auto guess = take(stores);

    QCOMPARE(guess->codes.size(), 3U);
    QCOMPARE(guess->codes[0].challenge, 1);
    QCOMPARE(guess->codes[0].attempts, 1);
    QCOMPARE(guess->codes[1].challenge, 3);
    QCOMPARE(guess->codes[1].strangersAttempts, 1);
    QCOMPARE(guess->codes[2].strangersAttempts, 1);
    QCOMPARE(guess->spent.size(), 6U); // Of the destination and of the network, for each.
}

void CodeGuessTest::countsOwnAndOthers()
{
    TestStores stores;
    OneTimeCode code = codeOf(1, u"192.0.2.2"_s);
    code.attempts = 3;
    QVERIFY(stores->oneTimeCodes.put(code));
    for (int i = 0; i < 3; ++i)
        QVERIFY(take(stores));
    QCOMPARE(take(stores).error().code, "otp_exhausted"_L1);
}

void CodeGuessTest::looksAtNothingThatIsOver()
{
    TestStores stores;
    QCOMPARE(take(stores).error().code, "otp_expired"_L1);
    OneTimeCode over = codeOf(1, u"192.0.2.1"_s);
    over.expiresAt = at(500);
    QVERIFY(stores->oneTimeCodes.put(over));
    OneTimeCode unknown = codeOf(2, u"192.0.2.2"_s);
    unknown.hash.clear();
    QVERIFY(stores->oneTimeCodes.put(unknown));
    QCOMPARE(take(stores).error().code, "otp_expired"_L1);
}

void CodeGuessTest::looksAtEightAtMost()
{
    TestStores stores;
    QVERIFY(stores->oneTimeCodes.put(codeOf(1, u"192.0.2.1"_s)));
    for (int i = 2; i < 20; ++i)
        QVERIFY(stores->oneTimeCodes.put(codeOf(i, u"192.0.2.%1"_s.arg(i))));
    const auto guess = take(stores);
    QCOMPARE(guess->codes.size(), 8U);
    QCOMPARE(guess->codes.front().challenge, 1); // Not pushed out by those of others.
    QCOMPARE(guess->codes[1].challenge, 19);
}

void CodeGuessTest::keepsAPlaceForAnOperatorsCode()
{
    TestStores stores;
    OneTimeCode issued = codeOf(1, {});
    issued.requestedAt = {};
    QVERIFY(stores->oneTimeCodes.put(issued));
    for (int i = 2; i < 20; ++i)
        QVERIFY(stores->oneTimeCodes.put(codeOf(i, u"198.51.100.%1"_s.arg(i))));
    const auto guess = take(stores);
    QCOMPARE(guess->codes.size(), 8U);
    QCOMPARE(guess->codes.front().challenge, 1);
}

void CodeGuessTest::keepsNoPlaceForWhatIsExhausted()
{
    TestStores stores;
    QVERIFY(stores->oneTimeCodes.put(codeOf(1, u"198.51.100.1"_s)));
    for (int i = 2; i < 20; ++i) {
        OneTimeCode code = codeOf(i, u"198.51.100.%1"_s.arg(i));
        code.strangersAttempts = 3;
        QVERIFY(stores->oneTimeCodes.put(code));
    }
    const auto guess = take(stores);
    QVERIFY(guess);
    QCOMPARE(guess->codes.size(), 1U);
    QCOMPARE(guess->codes.front().challenge, 1);
}

void CodeGuessTest::isGivenBackWhole()
{
    TestStores stores;
    QVERIFY(stores->oneTimeCodes.put(codeOf(1, u"192.0.2.1"_s)));
    QVERIFY(stores->oneTimeCodes.put(codeOf(2, u"192.0.2.2"_s)));
    const auto guess = take(stores);

    QVERIFY(returnGuess(*stores, *guess));

    const auto codes = stores->oneTimeCodes.list(CodePurpose::SignIn, Alice);
    for (const OneTimeCode &code : *codes) {
        QCOMPARE(code.attempts, 0);
        QCOMPARE(code.strangersAttempts, 0);
    }
    for (const CodeBudget &budget : guess->spent)
        QCOMPARE(stores->oneTimeCodes.used(budget).value(), 0);
}

QTEST_GUILESS_MAIN(CodeGuessTest)
#include "tst_codeguess.moc"
