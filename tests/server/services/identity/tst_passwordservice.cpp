// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/passwordservice.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QString Password = u"correct horse"_s;
const QHostAddress Elsewhere(u"198.51.100.7"_s);

QString codeOf(const auto &result)
{
    return result ? u"ok"_s : QString(result.error().code);
}

SignUp alice()
{
    return {.email = AliceMail.value, .password = Password, .username = u"Alice.W"_s};
}

qint64 median(std::vector<qint64> values)
{
    std::nth_element(values.begin(), values.begin() + qsizetype(values.size() / 2), values.end());
    return values[values.size() / 2];
}

} // namespace

class PasswordServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_fixture.reset(); }

    void provesWhoKnowsThePassword_data();
    void provesWhoKnowsThePassword();
    void answersTheSameWhoeverIsMissing_data();
    void answersTheSameWhoeverIsMissing();
    void worksAsLongForNobody();
    void stopsGuessing_data();
    void stopsGuessing();
    void looksAtNoMoreThanItMayHoweverManyComeAtOnce();
    void locksNobodyOutWhoIsSignedIn();
    void doesNotCountWhatWasRight();
    void doesNotCountWhatItHadNoTimeFor();
    void holdsOnlyWhileThePasswordIsTheSame();
    void makesAnOldHashAsStrongAsNewOnes();

private:
    Result<PasswordProof> prove(const QString &password, const QHostAddress &from = Somewhere,
                                const Identifier &who = AliceMail)
    {
        return await(m_fixture->passwords.prove(who, password, from));
    }
    Result<> confirm(const PasswordProof &proof)
    {
        return await(m_fixture->database->write(
            [proof](Stores &stores) { return PasswordService::confirm(stores, proof); }));
    }

    std::unique_ptr<IdentityFixture> m_fixture;
    User m_alice;
};

void PasswordServiceTest::init()
{
    m_fixture = std::make_unique<IdentityFixture>();
    const auto signedUp = await(m_fixture->signUps.signUp(alice()));
    QVERIFY(signedUp);
    m_alice = *signedUp;
}

void PasswordServiceTest::provesWhoKnowsThePassword_data()
{
    QTest::addColumn<QString>("identifier");

    QTest::newRow("by e-mail address") << u"Alice.W@example.org"_s;
    QTest::newRow("by user name") << u"ALICE.w"_s;
}

void PasswordServiceTest::provesWhoKnowsThePassword()
{
    QFETCH(QString, identifier);

    const auto proof = prove(Password, Somewhere, *parseIdentifier(identifier));

    QVERIFY(proof);
    QCOMPARE(proof->user, m_alice);
    QVERIFY(confirm(*proof));
}

void PasswordServiceTest::answersTheSameWhoeverIsMissing_data()
{
    QTest::addColumn<QString>("identifier");

    QTest::newRow("a wrong password") << AliceMail.value;
    QTest::newRow("no such account") << u"nobody@example.org"_s;
    QTest::newRow("an account without a password") << Alice.value;
}

void PasswordServiceTest::answersTheSameWhoeverIsMissing()
{
    QFETCH(QString, identifier);
    m_fixture->signIn(Alice, u"one"_s);

    for (int attempt = 0; attempt < 20; ++attempt) {
        const auto refused = prove(u"wrong horse"_s, Somewhere, *parseIdentifier(identifier));
        QCOMPARE(refused.error().kind, Error::Kind::Unauthenticated);
        QCOMPARE(refused.error().code, "invalid_credentials"_L1);
        QCOMPARE(refused.error().message, u"Invalid credentials"_s);
    }
    QCOMPARE(codeOf(prove(u"wrong horse"_s, Somewhere, *parseIdentifier(identifier))),
             u"password_budget"_s);
}

void PasswordServiceTest::worksAsLongForNobody()
{
    // Ratios of medians, taken alternately: what else the machine does falls on both alike.
    PasswordHasher usual(m_fixture->pool);
    PasswordService passwords(m_fixture->context, usual, {}, {10'000, 10'000, 10'000});
    QVERIFY(await(m_fixture->database->write([this, hash = usual.decoy()](Stores &stores) {
        return PasswordService::set(stores, m_alice, hash, m_fixture->clock.now());
    })));
    std::vector<qint64> known;
    std::vector<qint64> unknown;
    for (int i = 0; i < 40; ++i) {
        for (auto *times : {&known, &unknown}) {
            QElapsedTimer timer;
            timer.start();
            const QString who = times == &known ? AliceMail.value : u"nobody@example.org"_s;
            const auto refused =
                await(passwords.prove({Identifier::Kind::Email, who}, u"wrong horse"_s, Somewhere));
            times->push_back(timer.nsecsElapsed());
            QCOMPARE(codeOf(refused), u"invalid_credentials"_s);
        }
    }

    const double ratio = double(median(known)) / double(median(unknown));
    QVERIFY2(ratio > 0.7 && ratio < 1.4, qPrintable(QString::number(ratio)));
}

void PasswordServiceTest::stopsGuessing_data()
{
    QTest::addColumn<AttemptLimits>("limits");

    QTest::newRow("from one place") << AttemptLimits{3, 100, 100};
    QTest::newRow("from one network") << AttemptLimits{100, 3, 100};
    QTest::newRow("from everywhere") << AttemptLimits{100, 100, 3};
}

void PasswordServiceTest::stopsGuessing()
{
    QFETCH(AttemptLimits, limits);
    PasswordService passwords(m_fixture->context, m_fixture->hasher, {}, limits);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(codeOf(await(passwords.prove(AliceMail, u"wrong"_s, Somewhere))),
                 u"invalid_credentials"_s);

    const auto stopped = await(passwords.prove(AliceMail, Password, Somewhere));

    QCOMPARE(codeOf(stopped), u"password_budget"_s);
    QCOMPARE(stopped.error().kind, Error::Kind::RateLimited);
    QVERIFY(stopped.error().retryAfter.count() > 0);
    m_fixture->clock.advance(std::chrono::hours(24));
    QVERIFY(await(passwords.prove(AliceMail, Password, Somewhere)));
}

void PasswordServiceTest::looksAtNoMoreThanItMayHoweverManyComeAtOnce()
{
    CpuPool roomy(1, 1000);
    PasswordHasher hasher(roomy, QuickPasswords, 1000);
    PasswordService passwords(m_fixture->context, hasher, {}, {20, 1000, 1000});
    std::vector<QCoro::Task<Result<PasswordProof>>> attempts;
    for (int i = 0; i < 500; ++i)
        attempts.push_back(passwords.prove(AliceMail, u"guess %1"_s.arg(i), Somewhere));

    int looked = 0;
    for (const auto &result : awaitAll(std::move(attempts)))
        looked += codeOf(result) == u"invalid_credentials" ? 1 : 0;

    QCOMPARE(looked, 20);
}

void PasswordServiceTest::locksNobodyOutWhoIsSignedIn()
{
    PasswordService passwords(m_fixture->context, m_fixture->hasher, {}, {5, 1000, 20});
    SignIn home{AliceMail, Password, u"one"_s, u"cookie"_s};
    home.address = u"203.0.113.9"_s;
    QVERIFY(await(m_fixture->auth.signInWithPassword(home)));
    for (int i = 0; i < 30; ++i) {
        const QHostAddress outsider(u"198.51.100.%1"_s.arg(i));
        QVERIFY(!await(passwords.prove(AliceMail, u"guess"_s, outsider)));
    }

    QCOMPARE(codeOf(await(passwords.prove(AliceMail, Password, Elsewhere))), u"password_budget"_s);
    QVERIFY(await(passwords.prove(AliceMail, Password, QHostAddress(u"203.0.113.9"_s))));
}

void PasswordServiceTest::doesNotCountWhatWasRight()
{
    for (int i = 0; i < 50; ++i) {
        const auto proof = prove(Password);
        QVERIFY(proof);
        QVERIFY(confirm(*proof));
    }
}

void PasswordServiceTest::doesNotCountWhatItHadNoTimeFor()
{
    PasswordHasher full(m_fixture->pool, QuickPasswords, 0);
    PasswordService busy(m_fixture->context, full);
    for (int i = 0; i < 50; ++i)
        QCOMPARE(codeOf(await(busy.prove(AliceMail, Password, Somewhere))), u"busy"_s);

    QVERIFY(prove(Password));
}

void PasswordServiceTest::holdsOnlyWhileThePasswordIsTheSame()
{
    const auto proof = prove(Password);
    QVERIFY(proof);
    const auto hash = await(m_fixture->passwords.hashNew(u"another horse"_s, 8));
    QVERIFY(await(m_fixture->database->write([this, hash](Stores &stores) {
        return PasswordService::set(stores, m_alice, *hash, m_fixture->clock.now());
    })));

    QCOMPARE(codeOf(confirm(*proof)), u"invalid_credentials"_s);
    QCOMPARE(codeOf(prove(Password)), u"invalid_credentials"_s);
    QVERIFY(prove(u"another horse"_s));
}

void PasswordServiceTest::makesAnOldHashAsStrongAsNewOnes()
{
    PasswordHasher stronger(m_fixture->pool, {.memoryKib = 128, .passes = 1});
    PasswordService passwords(m_fixture->context, stronger);

    const auto proof = await(passwords.prove(AliceMail, Password, Somewhere));

    QVERIFY(proof);
    QVERIFY(confirm(*proof));
    const auto record = await(m_fixture->database->read(
        [this](Stores &stores) { return stores.passwords.find(m_alice.id); }));
    QVERIFY(record->hash.contains(u"m=128,"));
    QVERIFY(await(passwords.prove(AliceMail, Password, Somewhere)));
}

QTEST_GUILESS_MAIN(PasswordServiceTest)
#include "tst_passwordservice.moc"
