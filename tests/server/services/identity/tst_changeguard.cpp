// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/changeguard.h"
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

} // namespace

class ChangeGuardTest : public QObject
{
    Q_OBJECT

private slots:
    void wantsThePassword();
    void wantsAFreshSignInWhereThereIsNone();
};

void ChangeGuardTest::wantsThePassword()
{
    IdentityFixture fixture;
    const QString password = u"correct horse"_s;
    const SignIn device{{}, {}, u"one"_s, u"phone"_s};
    const auto alice = await(
        fixture.signUps.signUpAndIn({.email = AliceMail.value, .password = password}, device));
    ChangeGuard guard(fixture.context, fixture.passwords);
    GuardedChange change{alice->user.id, alice->session.id, Somewhere};
    QCOMPARE(codeOf(await(guard.prove(change))), u"invalid_credentials"_s);
    fixture.clock.advance(std::chrono::hours(24)); // However old the session is.
    change.password = password;

    const auto proof = await(guard.prove(change));

    QVERIFY(proof);
    QVERIFY(await(fixture.database->write(
        [proof](Stores &stores) { return ChangeGuard::confirm(stores, *proof); })));
}

void ChangeGuardTest::wantsAFreshSignInWhereThereIsNone()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    ChangeGuard guard(fixture.context, fixture.passwords);
    const GuardedChange change{alice.user.id, alice.session.id, Somewhere};
    QVERIFY(await(guard.prove(change)));
    fixture.clock.advance(std::chrono::minutes(15));

    const auto late = await(guard.prove(change));

    QCOMPARE(codeOf(late), u"fresh_sign_in_required"_s);
    QCOMPARE(late.error().kind, Error::Kind::Forbidden);
}

QTEST_GUILESS_MAIN(ChangeGuardTest)
#include "tst_changeguard.moc"
