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
            .network = u"192.0.2.1"_s,
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
    void keepsOneCodeOfANetworkForADestination();
    void keepsThoseOfNetworksApart();
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

void SqlOneTimeCodeStoreTest::keepsOneCodeOfANetworkForADestination()
{
    TestStores stores;
    auto &codes = stores->oneTimeCodes;
    QVERIFY(codes.put(code(1)));
    OneTimeCode newer = code(2);
    newer.hash = QByteArray();
    newer.attempts = 0;

    QVERIFY(codes.put(newer));

    const auto found = codes.list(newer.purpose, newer.destination);
    QCOMPARE(found->size(), 1U);
    const OneTimeCode &kept = found->front();
    QCOMPARE(kept.destination, newer.destination);
    QCOMPARE(kept.network, newer.network);
    QCOMPARE(kept.challenge, 2);
    QCOMPARE(kept.hash, QByteArray());
    QCOMPARE(kept.attempts, 0);
    QCOMPARE(kept.strangersAttempts, 0);
    QCOMPARE(kept.requestedAt, at(1));
    QCOMPARE(kept.expiresAt, at(300));
}

void SqlOneTimeCodeStoreTest::keepsThoseOfNetworksApart()
{
    TestStores stores;
    auto &codes = stores->oneTimeCodes;
    OneTimeCode newer = code(2);
    newer.network = u"192.0.2.2"_s;
    newer.requestedAt = at(2);
    newer.strangersAttempts = 2;
    QVERIFY(codes.put(newer));
    QVERIFY(codes.put(code(1)));

    const auto found = codes.list(newer.purpose, newer.destination);

    QCOMPARE(found->size(), 2U);
    QCOMPARE(found->front().challenge, 2); // The newest first.
    QCOMPARE(found->front().strangersAttempts, 2);
    QCOMPARE(found->back().challenge, 1);
    QVERIFY(codes.removeAll(newer.purpose, newer.destination));
    QVERIFY(codes.list(newer.purpose, newer.destination)->empty());
}

void SqlOneTimeCodeStoreTest::tellsDestinationsApart()
{
    TestStores stores;
    QVERIFY(stores->oneTimeCodes.put(code(1)));

    const auto count = [&](CodePurpose purpose, Identifier::Kind kind, const QString &value) {
        return stores->oneTimeCodes.list(purpose, {kind, value})->size();
    };
    const QString phone = u"+911111111111"_s;

    QCOMPARE(count(CodePurpose::SignIn, Identifier::Kind::Phone, phone), 1U);
    QCOMPARE(count(CodePurpose::SignIn, Identifier::Kind::Email, phone), 0U);
    QCOMPARE(count(CodePurpose::SignIn, Identifier::Kind::Phone, u"+911111111112"_s), 0U);
    QCOMPARE(count(CodePurpose::NewPassword, Identifier::Kind::Phone, phone), 0U);
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
    guessed.strangersAttempts = 1;
    QCOMPARE(codes.update(guessed).value(), true);
    const auto found = codes.list(guessed.purpose, guessed.destination);
    QCOMPARE(found->front().attempts, 3);
    QCOMPARE(found->front().strangersAttempts, 1);
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

    QVERIFY(codes.removeExpired(at(300), at(300)));
    QCOMPARE(codes.list(CodePurpose::SignIn, code(1).destination)->size(), 1U);
    QCOMPARE(codes.used(over).value(), 0);
    QCOMPARE(codes.used(current).value(), 1);

    const Timestamp asked = code(1).requestedAt;
    QVERIFY(codes.removeExpired(at(301), asked - std::chrono::milliseconds(1)));
    QCOMPARE(codes.list(CodePurpose::SignIn, code(1).destination)->size(), 1U);
    QVERIFY(codes.removeExpired(at(301), asked));
    QVERIFY(codes.list(CodePurpose::SignIn, code(1).destination)->empty());
}

void SqlOneTimeCodeStoreTest::remembersWhoMadeACode()
{
    TestStores stores;
    auto &codes = stores->oneTimeCodes;
    OneTimeCode issued = code(1);
    issued.network.clear();
    issued.requestedAt = {};
    QVERIFY(codes.put(issued));
    QVERIFY(codes.put(code(2)));
    const auto found = codes.list(issued.purpose, issued.destination);
    QCOMPARE(found->size(), 2U);
    QVERIFY(!found->front().isIssued());
    QVERIFY(found->back().isIssued());
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
    guessed.attempts = 0;
    guessed.strangersAttempts = 3;
    guessed.network.clear();
    QVERIFY(codes.put(guessed));
    QVERIFY(codes.put(code(2, u"+912222222222"_s)));
    const auto found = codes.listExhausted(Guesser::Strangers, 3, {.now = at(299)});
    QCOMPARE(found->size(), 1U);
    QCOMPARE(found->front().code.destination, guessed.destination);
    QCOMPARE(found->front().code.challenge, 1);
    QCOMPARE(found->front().code.attempts, 0);
    QCOMPARE(found->front().code.strangersAttempts, 3);
    QVERIFY(found->front().code.isIssued());
    QCOMPARE(found->front().code.expiresAt, at(300));
    QVERIFY(codes.listExhausted(Guesser::Strangers, 3, {.now = at(300)})->empty());
    QVERIFY(codes.listExhausted(Guesser::Own, 3, {.now = at(299)})->empty());
    QCOMPARE(codes.listExhausted(Guesser::Own, 1, {.now = at(299)})->size(), 1U);
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
    QVERIFY(codes.spend(budget, 1));
    QVERIFY(codes.spend(budget, -1)); // As good as never.
    QCOMPARE(codes.forget(u"a/hour"_s, u"somebody"_s).value(), 0);
    const CodeBudget here{u"a/hour"_s, u"7 192.0.2.1"_s, at(100)};
    const CodeBudget another{u"a/hour"_s, u"77 192.0.2.1"_s, at(100)};
    QVERIFY(codes.spend(here, 1));
    QVERIFY(codes.spend(another, 1));
    QCOMPARE(codes.forget(u"a/hour"_s, u"7 192.0.2.2"_s).value(), 0);
    QCOMPARE(codes.forget(u"a/hour"_s, u"7"_s).value(), 1); // Wherever it was.
    QCOMPARE(codes.used(another).value(), 1);
}

QTEST_GUILESS_MAIN(SqlOneTimeCodeStoreTest)
#include "tst_sqlonetimecodestore.moc"
