// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/secondfactorservice.h"
#include "server/services/identity/totp.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

QString codeOf(const auto &result)
{
    return result ? u"ok"_s : QString(result.error().code);
}

QByteArray fromBase32(const QString &text)
{
    QByteArray bytes;
    quint32 buffer = 0;
    int bits = 0;
    for (const QChar c : text) {
        buffer = (buffer << 5) | quint32(c >= u'A' ? c.unicode() - u'A' : c.unicode() - u'2' + 26);
        bits += 5;
        if (bits >= 8)
            bytes += char(buffer >> (bits -= 8));
    }
    return bytes;
}

struct Fixture : IdentityFixture
{
    Fixture()
    {
        session = signIn(Alice, u"one"_s);
        alice = session.user;
    }

    GuardedChange here() const { return {alice.id, session.session.id, Somewhere}; }

    QString code(int steps = 0) const
    {
        return totp::codeOf(secret, totp::stepOf(clock.now()) + steps);
    }

    QStringList enrol()
    {
        const auto enrolment = await(factors.enrol(here()));
        secret = fromBase32(enrolment->secret);
        const auto recovery = await(factors.confirm(alice.id, code()));
        clock.advance(std::chrono::seconds(30));
        return recovery.value();
    }

    bool accepts(const QString &code)
    {
        return await(database->write([this, code](Stores &stores) {
                   return factors.accept(stores, alice.id, code);
               })).value()
            != SecondFactorService::Match::None;
    }

    SignedIn session;
    User alice;
    QByteArray secret;
};

} // namespace

class SecondFactorServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void isOfNoEffectBeforeItIsConfirmed();
    void isShownToNobodyWhoHoldsAnOldSession();
    void isShownForThePasswordWhereThereIsOne();
    void takesEachCodeOfTheAppOnce();
    void takesEachRecoveryCodeOnce();
    void renewsRecoveryCodes();
    void isSwitchedOffWithACode();
    void tellsOfWhatHappened();
    void stopsGuessing();
    void keepsTheSecretSealed();
};

void SecondFactorServiceTest::isOfNoEffectBeforeItIsConfirmed()
{
    Fixture fixture;
    const auto enrolment = await(fixture.factors.enrol(fixture.here()));
    QVERIFY(enrolment);
    QVERIFY(enrolment->uri.contains(enrolment->secret));
    QVERIFY(enrolment->qrCode.startsWith("<svg"));
    QVERIFY(!await(fixture.factors.state(fixture.alice.id))->isActive);
    QCOMPARE(codeOf(await(fixture.factors.disable(fixture.alice.id, u"000000"_s))),
             u"second_factor_missing"_s);
    QCOMPARE(codeOf(await(fixture.factors.confirm(fixture.alice.id, u"nonsense"_s))),
             u"second_factor_wrong"_s);

    fixture.secret = fromBase32(enrolment->secret);
    const auto codes = await(fixture.factors.confirm(fixture.alice.id, fixture.code()));

    QCOMPARE(codes->size(), SecondFactorService::RecoveryCodes);
    const auto state = await(fixture.factors.state(fixture.alice.id));
    QVERIFY(state->isActive);
    QCOMPARE(state->recoveryCodes, SecondFactorService::RecoveryCodes);
    QCOMPARE(codeOf(await(fixture.factors.enrol(fixture.here()))), u"second_factor_active"_s);
    QCOMPARE(codeOf(await(fixture.factors.confirm(fixture.alice.id, fixture.code(1)))),
             u"second_factor_active"_s);
}

void SecondFactorServiceTest::isShownToNobodyWhoHoldsAnOldSession()
{
    Fixture fixture;
    fixture.clock.advance(std::chrono::minutes(15));

    QCOMPARE(codeOf(await(fixture.factors.enrol(fixture.here()))), u"fresh_sign_in_required"_s);

    QCOMPARE(codeOf(await(fixture.factors.confirm(fixture.alice.id, u"000000"_s))),
             u"second_factor_missing"_s);
}

void SecondFactorServiceTest::isShownForThePasswordWhereThereIsOne()
{
    Fixture fixture;
    GuardedChange change = fixture.here();
    QVERIFY(await(
        fixture.passwordChanges.change({change.user, change.session, {u"correct horse"_s}}, {})));
    fixture.clock.advance(std::chrono::minutes(15));
    QCOMPARE(codeOf(await(fixture.factors.enrol(change))), u"invalid_credentials"_s);
    change.password = u"correct horse"_s;

    QVERIFY(await(fixture.factors.enrol(change)));
}

void SecondFactorServiceTest::takesEachCodeOfTheAppOnce()
{
    Fixture fixture;
    fixture.enrol();
    const QString code = fixture.code();

    QVERIFY(fixture.accepts(code));
    QVERIFY(!fixture.accepts(code));
    QVERIFY(!fixture.accepts(fixture.code(-1)));
    QVERIFY(fixture.accepts(fixture.code(1)));
}

void SecondFactorServiceTest::takesEachRecoveryCodeOnce()
{
    Fixture fixture;
    const QStringList codes = fixture.enrol();

    QVERIFY(fixture.accepts(u' ' + codes[0].toUpper().remove(u'-') + u' '));
    QVERIFY(!fixture.accepts(codes[0]));
    QVERIFY(fixture.accepts(codes[1]));
    QVERIFY(!fixture.accepts(QString()));
    QCOMPARE(await(fixture.factors.state(fixture.alice.id))->recoveryCodes,
             SecondFactorService::RecoveryCodes - 2);
}

void SecondFactorServiceTest::renewsRecoveryCodes()
{
    Fixture fixture;
    const QStringList old = fixture.enrol();

    const auto fresh = await(fixture.factors.renewRecoveryCodes(fixture.alice.id, fixture.code()));

    QVERIFY(fresh);
    QVERIFY(!fixture.accepts(old[0]));
    QVERIFY(fixture.accepts(fresh->front()));
}

void SecondFactorServiceTest::isSwitchedOffWithACode()
{
    Fixture fixture;
    fixture.enrol();
    QCOMPARE(codeOf(await(fixture.factors.disable(fixture.alice.id, u"nonsense"_s))),
             u"second_factor_wrong"_s);

    QVERIFY(await(fixture.factors.disable(fixture.alice.id, fixture.code())));

    const auto state = await(fixture.factors.state(fixture.alice.id));
    QVERIFY(!state->isActive);
    QCOMPARE(state->recoveryCodes, 0);
}

void SecondFactorServiceTest::tellsOfWhatHappened()
{
    Fixture fixture;
    const QStringList codes = fixture.enrol();
    QVERIFY(await(fixture.factors.renewRecoveryCodes(fixture.alice.id, codes[0])));
    fixture.clock.advance(std::chrono::seconds(30));
    QVERIFY(!await(fixture.factors.disable(fixture.alice.id, u"nonsense"_s)));
    QVERIFY(await(fixture.factors.disable(fixture.alice.id, fixture.code())));
    QCOMPARE(fixture.securityEventsOf(fixture.alice.id),
             (QStringList{u"second_factor_off"_s, u"recovery_codes_renewed"_s,
                          u"recovery_code_used"_s, u"second_factor_on"_s}));
}

void SecondFactorServiceTest::stopsGuessing()
{
    Fixture fixture;
    fixture.enrol();
    int looked = 0;
    for (int i = 0; i < 40; ++i) {
        const auto refused = await(fixture.factors.disable(fixture.alice.id, u"nonsense"_s));
        looked += codeOf(refused) == u"second_factor_wrong" ? 1 : 0;
    }
    QVERIFY2(looked <= 20, qPrintable(QString::number(looked)));

    const auto stopped = await(fixture.factors.disable(fixture.alice.id, fixture.code()));
    QCOMPARE(codeOf(stopped), u"second_factor_budget"_s);
    QVERIFY(stopped.error().retryAfter.count() > 0);
}

void SecondFactorServiceTest::keepsTheSecretSealed()
{
    Fixture fixture;
    const QStringList codes = fixture.enrol();

    const auto stored = await(fixture.database->read(
        [&](Stores &stores) { return stores.secondFactors.find(fixture.alice.id); }));

    QVERIFY(stored);
    QVERIFY(!stored->secret.contains(fixture.secret));
    SecretBox another(QByteArray(SecretBox::KeyBytes, 'x'));
    SecondFactorService restored(fixture.context, fixture.passwords, another, {});
    const auto refused = await(fixture.database->write(
        [&](Stores &stores) { return restored.accept(stores, fixture.alice.id, fixture.code()); }));
    QCOMPARE(codeOf(refused), u"second_factor_sealed"_s);
}

QTEST_GUILESS_MAIN(SecondFactorServiceTest)
#include "tst_secondfactorservice.moc"
