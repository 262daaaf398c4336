// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlonetimecodestore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

OneTimeCode code(qint64 challenge, const QString &phone = u"+911111111111"_s)
{
    return {.destination = {Identifier::Kind::Phone, phone},
            .challenge = challenge,
            .hash = "$2b$04$hash",
            .attempts = 1,
            .requestedAt = at(1),
            .expiresAt = at(300)};
}

} // namespace

class SqlOneTimeCodeStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsOneCodeForADestination();
    void tellsDestinationsApart();
    void changesOnlyTheCodeItMeans();
    void countsBudgetsApart();
    void neverCountsBelowZero();
    void removesWhatEnded();
    void remembersWhoMadeACode();
    void listsWhatIsUsedUp();
    void listsCodesThatWereGuessedAt();
    void forgetsWhatASubjectUsed();
};

void SqlOneTimeCodeStoreTest::keepsOneCodeForADestination()
{
    TestStores stores;
    auto &codes = stores->oneTimeCodes;
    QVERIFY(codes.put(code(1)));
    OneTimeCode newer = code(2);
    newer.hash = QByteArray();
    newer.attempts = 0;

    QVERIFY(codes.put(newer));

    const auto found = codes.find(newer.purpose, newer.destination);
    QVERIFY(found);
    QCOMPARE(found->destination, newer.destination);
    QCOMPARE(found->challenge, 2);
    QCOMPARE(found->hash, QByteArray());
    QCOMPARE(found->attempts, 0);
    QCOMPARE(found->requestedAt, at(1));
    QCOMPARE(found->expiresAt, at(300));
}

void SqlOneTimeCodeStoreTest::tellsDestinationsApart()
{
    TestStores stores;
    QVERIFY(stores->oneTimeCodes.put(code(1)));

    const auto find = [&](CodePurpose purpose, Identifier::Kind kind, const QString &value) {
        return stores->oneTimeCodes.find(purpose, {kind, value});
    };
    const auto otherKind = find(CodePurpose::SignIn, Identifier::Kind::Email, u"+911111111111"_s);
    const auto otherValue = find(CodePurpose::SignIn, Identifier::Kind::Phone, u"+911111111112"_s);
    const auto otherPurpose =
        find(CodePurpose::NewPassword, Identifier::Kind::Phone, u"+911111111111"_s);

    QCOMPARE(otherKind.error().kind, Error::Kind::NotFound);
    QCOMPARE(otherValue.error().kind, Error::Kind::NotFound);
    QCOMPARE(otherPurpose.error().kind, Error::Kind::NotFound);
}

void SqlOneTimeCodeStoreTest::changesOnlyTheCodeItMeans()
{
    TestStores stores;
    auto &codes = stores->oneTimeCodes;
    QVERIFY(codes.put(code(2)));

    QCOMPARE(codes.update(code(1)).value(), false);
    QCOMPARE(codes.remove(code(1)).value(), false);

    OneTimeCode guessed = code(2);
    guessed.attempts = 3;
    QCOMPARE(codes.update(guessed).value(), true);
    QCOMPARE(codes.find(guessed.purpose, guessed.destination)->attempts, 3);
    QCOMPARE(codes.remove(guessed).value(), true);
    QCOMPARE(codes.remove(guessed).value(), false);
}

void SqlOneTimeCodeStoreTest::countsBudgetsApart()
{
    TestStores stores;
    auto &codes = stores->oneTimeCodes;
    const CodeBudget budget{u"address/hour"_s, u"::1"_s, at(100)};

    QVERIFY(codes.spend(budget, 1));
    QVERIFY(codes.spend(budget, 2));

    QCOMPARE(codes.used(budget).value(), 3);
    QCOMPARE(codes.used({u"address/day"_s, u"::1"_s, at(100)}).value(), 0);
    QCOMPARE(codes.used({u"address/hour"_s, u"::2"_s, at(100)}).value(), 0);
    QCOMPARE(codes.used({u"address/hour"_s, u"::1"_s, at(200)}).value(), 0);
}

void SqlOneTimeCodeStoreTest::neverCountsBelowZero()
{
    TestStores stores;
    auto &codes = stores->oneTimeCodes;
    const CodeBudget budget{u"total/day"_s, {}, at(100)};

    QVERIFY(codes.spend(budget, -1));
    QCOMPARE(codes.used(budget).value(), 0);
    QVERIFY(codes.spend(budget, 1));
    QVERIFY(codes.spend(budget, -5));
    QCOMPARE(codes.used(budget).value(), 0);
}

void SqlOneTimeCodeStoreTest::removesWhatEnded()
{
    TestStores stores;
    auto &codes = stores->oneTimeCodes;
    const CodeBudget over{u"total/hour"_s, {}, at(100)};
    const CodeBudget current{u"total/day"_s, {}, at(500)};
    QVERIFY(codes.put(code(1)));
    QVERIFY(codes.spend(over, 1));
    QVERIFY(codes.spend(current, 1));

    QVERIFY(codes.removeExpired(at(300)));
    QVERIFY(codes.find(CodePurpose::SignIn, code(1).destination));
    QCOMPARE(codes.used(over).value(), 0);
    QCOMPARE(codes.used(current).value(), 1);

    QVERIFY(codes.removeExpired(at(301)));
    QVERIFY(!codes.find(CodePurpose::SignIn, code(1).destination));
}

void SqlOneTimeCodeStoreTest::remembersWhoMadeACode()
{
    TestStores stores;
    auto &codes = stores->oneTimeCodes;
    OneTimeCode issued = code(1);
    issued.isIssued = true;
    QVERIFY(codes.put(issued));
    QVERIFY(codes.find(issued.purpose, issued.destination)->isIssued);
    QVERIFY(codes.put(code(2)));
    QVERIFY(!codes.find(issued.purpose, issued.destination)->isIssued);
}

void SqlOneTimeCodeStoreTest::listsWhatIsUsedUp()
{
    TestStores stores;
    auto &codes = stores->oneTimeCodes;
    QVERIFY(codes.spend({u"a/hour"_s, u"early"_s, at(100)}, 3));
    QVERIFY(codes.spend({u"a/hour"_s, u"late"_s, at(200)}, 4));
    QVERIFY(codes.spend({u"a/hour"_s, u"less"_s, at(200)}, 2));
    QVERIFY(codes.spend({u"b/hour"_s, u"other"_s, at(200)}, 9));
    const auto found = codes.listUsedUp(u"a/hour"_s, 3, {.now = at(50)});
    QVERIFY(found);
    QCOMPARE(found->size(), 2U);
    QCOMPARE(found->front().budget.subject, u"late"_s);
    QCOMPARE(found->front().used, 4);
    QCOMPARE(found->front().budget.endsAt, at(200));
    QCOMPARE(codes.listUsedUp(u"a/hour"_s, 3, {.now = at(100)})->size(), 1U);
    const auto first = codes.listUsedUp(u"a/hour"_s, 1, {.now = at(50), .limit = 2});
    QCOMPARE(first->size(), 2U);
    const auto rest =
        codes.listUsedUp(u"a/hour"_s, 1, {.now = at(50), .after = first->back().place});
    QCOMPARE(rest->size(), 1U);
    QCOMPARE(rest->front().budget.subject, u"early"_s);
}

void SqlOneTimeCodeStoreTest::listsCodesThatWereGuessedAt()
{
    TestStores stores;
    auto &codes = stores->oneTimeCodes;
    OneTimeCode guessed = code(1);
    guessed.attempts = 3;
    guessed.isIssued = true;
    QVERIFY(codes.put(guessed));
    QVERIFY(codes.put(code(2, u"+912222222222"_s)));
    const auto found = codes.listExhausted(3, {.now = at(299)});
    QCOMPARE(found->size(), 1U);
    QCOMPARE(found->front().code.destination, guessed.destination);
    QCOMPARE(found->front().code.challenge, 1);
    QCOMPARE(found->front().code.attempts, 3);
    QVERIFY(found->front().code.isIssued);
    QCOMPARE(found->front().code.expiresAt, at(300));
    QVERIFY(codes.listExhausted(3, {.now = at(300)})->empty());
    QCOMPARE(codes.listExhausted(1, {.now = at(299)})->size(), 2U);
}

void SqlOneTimeCodeStoreTest::forgetsWhatASubjectUsed()
{
    TestStores stores;
    auto &codes = stores->oneTimeCodes;
    const CodeBudget budget{u"a/hour"_s, u"somebody"_s, at(100)};
    const CodeBudget other{u"a/hour"_s, u"another"_s, at(100)};
    QVERIFY(codes.spend(budget, 3));
    QVERIFY(codes.spend(other, 3));
    QCOMPARE(codes.forget(u"a/hour"_s, u"somebody"_s).value(), 1);
    QCOMPARE(codes.forget(u"a/hour"_s, u"somebody"_s).value(), 0);
    QCOMPARE(codes.used(budget).value(), 0);
    QCOMPARE(codes.used(other).value(), 3);
}

QTEST_GUILESS_MAIN(SqlOneTimeCodeStoreTest)
#include "tst_sqlonetimecodestore.moc"
