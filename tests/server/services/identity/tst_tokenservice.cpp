// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/random.h"
#include "server/services/identity/tokenservice.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSet>
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

class TokenServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfASignInElsewhere();
    void mailsOfASignInElsewhere();
    void exchangesARefreshToken();
    void followsTheGraceRule_data();
    void followsTheGraceRule();
    void endsTheFamilyForEverybodyOnReuse();
    void givesOneChildToFiftyAtOnce();
    void refusesUnknownRefreshTokens_data();
    void refusesUnknownRefreshTokens();
    void refusesARefreshTokenAfterThirtyDays();
    void livesOnWhileItIsRefreshed();
    void keepsNoTokenInTheDatabase();
    void keepsSessionsApartThatNameNoDevice();
    void renewsATokenOfOnesOwnSession();
    void keepsASessionAsLongAsARenewedToken();
    void renewsNothingOfASessionThatHasEnded();
};

void TokenServiceTest::tellsOfASignInElsewhere()
{
    IdentityFixture fixture;
    fixture.signIn(Alice, u"one"_s);
    fixture.signIn(Bob, u"one"_s);
    QVERIFY(fixture.newSessions.empty());
    const SignedIn second = fixture.signIn(Alice, u"two"_s);
    QCOMPARE(fixture.newSessions, std::vector{second.session.id});

    fixture.signIn(Alice, u"two"_s);

    QCOMPARE(fixture.newSessions.size(), size_t(1));
    const auto told = fixture.toldTo(second.user.id, NotificationKind::SignIn);
    QCOMPARE(told.size(), size_t(1));
    QCOMPARE(told[0].data["device"_L1], QJsonValue(u"two"_s));
    QVERIFY(!fixture.takeMail()); // Who has no address gets no mail.
}

void TokenServiceTest::mailsOfASignInElsewhere()
{
    IdentityFixture fixture;
    fixture.signIn(AliceMail, u"one"_s);
    QVERIFY(!fixture.takeMail());
    fixture.signIn(AliceMail, u"two"_s);
    const auto mail = fixture.takeMail();
    QCOMPARE(mail->templateName, u"new-sign-in"_s);
    QCOMPARE(mail->to, AliceMail.value);
    QCOMPARE(mail->values["device"_L1], QJsonValue(u"two"_s));
}

void TokenServiceTest::exchangesARefreshToken()
{
    IdentityFixture fixture;
    const SignedIn first = fixture.signIn(Alice, u"one"_s);
    fixture.clock.advance(std::chrono::minutes(20));
    QVERIFY(!fixture.authenticator.authenticate(first.accessToken));

    const auto second = await(fixture.tokens.refresh(first.refreshToken, u"one"_s));

    QVERIFY(second);
    QCOMPARE(second->user, first.user);
    QCOMPARE(second->refreshToken.size(), 64);
    QVERIFY(second->refreshToken != first.refreshToken);
    const auto identity = fixture.authenticator.authenticate(second->accessToken);
    QVERIFY(identity);
    QCOMPARE(identity->session, first.session.id);
    QVERIFY(fixture.ended().empty());
}

void TokenServiceTest::followsTheGraceRule_data()
{
    // Each step: which token of the family, from which device, and what comes of it. A token that
    // is accepted must yield the next one of the family, each time the same.
    QTest::addColumn<QStringList>("steps");

    QTest::newRow("a chain") << QStringList{u"0 one ok"_s, u"1 one ok"_s, u"2 one ok"_s};
    QTest::newRow("a lost reply") << QStringList{u"0 one ok"_s, u"0 one ok"_s, u"1 one ok"_s};
    QTest::newRow("many lost replies")
        << QStringList{u"0 one ok"_s, u"0 one ok"_s, u"0 one ok"_s, u"0 one ok"_s,
                       u"1 one ok"_s, u"1 one ok"_s, u"2 one ok"_s};
    QTest::newRow("a replay after the child was used")
        << QStringList{u"0 one ok"_s, u"1 one ok"_s, u"0 one refresh_reused"_s,
                       u"2 one refresh_reused"_s, u"1 one refresh_reused"_s};
    QTest::newRow("a replay of a grandparent")
        << QStringList{u"0 one ok"_s, u"1 one ok"_s, u"2 one ok"_s, u"0 one refresh_reused"_s,
                       u"3 one refresh_reused"_s};
    QTest::newRow("another device")
        << QStringList{u"0 two refresh_reused"_s, u"0 one refresh_reused"_s};
    QTest::newRow("another device while the child is unused")
        << QStringList{u"0 one ok"_s, u"0 two refresh_reused"_s, u"1 one refresh_reused"_s};
    QTest::newRow("another device with the child")
        << QStringList{u"0 one ok"_s, u"1 two refresh_reused"_s, u"0 one refresh_reused"_s};
}

void TokenServiceTest::followsTheGraceRule()
{
    QFETCH(QStringList, steps);
    IdentityFixture fixture;
    const SignedIn signedIn = fixture.signIn(Alice, u"one"_s);
    QByteArrayList family{signedIn.refreshToken};
    bool isEnded = false;

    for (const QString &step : steps) {
        const QStringList words = step.split(u' ');
        const int index = words[0].toInt();
        const auto refreshed = await(fixture.tokens.refresh(family.value(index), words[1]));
        QVERIFY2(codeOf(refreshed) == words[2], qPrintable(step + u": "_s + codeOf(refreshed)));
        isEnded = isEnded || !refreshed;
        if (!refreshed)
            continue;
        if (index + 1 == family.size())
            family.append(refreshed->refreshToken);
        QCOMPARE(refreshed->refreshToken, family[index + 1]);
        QVERIFY(fixture.authenticator.authenticate(refreshed->accessToken));
    }

    QCOMPARE(fixture.authenticator.authenticate(signedIn.accessToken).has_value(), !isEnded);
    QCOMPARE(fixture.ended().size(), size_t(isEnded ? 1 : 0));
}

void TokenServiceTest::endsTheFamilyForEverybodyOnReuse()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    const SignedIn tablet = fixture.signIn(Alice, u"two"_s);
    const SignedIn bob = fixture.signIn(Bob, u"one"_s);

    const auto stolen = await(fixture.tokens.refresh(alice.refreshToken, u"stolen"_s));

    QVERIFY(!stolen);
    QCOMPARE(stolen.error().kind, Error::Kind::Unauthenticated);
    QCOMPARE(stolen.error().message,
             u"Security alert: token reuse detected. Please login again."_s);
    QCOMPARE(fixture.ended(), std::vector{alice.session.id});
    QVERIFY(!fixture.authenticator.authenticate(alice.accessToken));
    QVERIFY(fixture.authenticator.authenticate(tablet.accessToken));
    QVERIFY(fixture.authenticator.authenticate(bob.accessToken));
    QCOMPARE(codeOf(await(fixture.tokens.refresh(tablet.refreshToken, u"two"_s))), u"ok"_s);
}

void TokenServiceTest::givesOneChildToFiftyAtOnce()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    CpuPool roomy(1, 100);
    TokenSigner signer(*fixture.keys, roomy, fixture.clock, {});
    TokenService tokens(fixture.context, fixture.sessions, signer, {.refreshSecret = "s"});
    std::vector<QCoro::Task<Result<SignedIn>>> refreshes;
    for (int i = 0; i < 50; ++i)
        refreshes.push_back(tokens.refresh(alice.refreshToken, u"one"_s));

    QSet<QByteArray> children;
    for (const auto &result : awaitAll(std::move(refreshes)))
        children.insert(result ? result->refreshToken : QByteArray(result.error().code.data()));

    QCOMPARE(children.size(), 1);
    QCOMPARE(codeOf(await(tokens.refresh(*children.begin(), u"one"_s))), u"ok"_s);
    QCOMPARE(await(fixture.sessions.list(alice.user.id))->size(), size_t(1));
    QVERIFY(fixture.ended().empty());
}

void TokenServiceTest::refusesUnknownRefreshTokens_data()
{
    QTest::addColumn<QString>("kind");

    for (const char *kind :
         {"empty", "random", "upper case", "its hash", "an access token", "longer"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TokenServiceTest::refusesUnknownRefreshTokens()
{
    QFETCH(QString, kind);
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    const QHash<QString, QByteArray> tokens{
        {u"empty"_s, {}},
        {u"random"_s, randomBytes(32).toHex()},
        {u"upper case"_s, alice.refreshToken.toUpper()},
        {u"its hash"_s,
         QCryptographicHash::hash(alice.refreshToken, QCryptographicHash::Sha256).toHex()},
        {u"an access token"_s, alice.accessToken},
        {u"longer"_s, alice.refreshToken + ' '}};

    const auto refreshed = await(fixture.tokens.refresh(tokens[kind], u"one"_s));

    QVERIFY(!refreshed);
    QCOMPARE(refreshed.error().kind, Error::Kind::Unauthenticated);
    QCOMPARE(refreshed.error().code, "refresh_invalid"_L1);
    QVERIFY(fixture.ended().empty());
}

void TokenServiceTest::refusesARefreshTokenAfterThirtyDays()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    fixture.clock.advance(std::chrono::hours(24 * 30));

    QCOMPARE(codeOf(await(fixture.tokens.refresh(alice.refreshToken, u"one"_s))),
             u"refresh_expired"_s);
}

void TokenServiceTest::livesOnWhileItIsRefreshed()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    QByteArray token = alice.refreshToken;
    for (int i = 0; i < 4; ++i) {
        fixture.clock.advance(std::chrono::hours(24 * 29));
        QVERIFY(await(fixture.sessions.tidy()));
        const auto refreshed = await(fixture.tokens.refresh(token, u"one"_s));
        QVERIFY2(refreshed, qPrintable(codeOf(refreshed)));
        token = refreshed->refreshToken;
    }

    QCOMPARE(await(fixture.sessions.list(alice.user.id))->front().id, alice.session.id);
}

void TokenServiceTest::keepsNoTokenInTheDatabase()
{
    IdentityFixture fixture;
    const SignedIn first = fixture.signIn(Alice, u"one"_s);
    const auto second = await(fixture.tokens.refresh(first.refreshToken, u"one"_s));
    QVERIFY(second);

    QByteArray stored;
    for (const QString &suffix : {u""_s, u"-wal"_s}) {
        QFile file(fixture.database.file() + suffix);
        if (file.open(QIODevice::ReadOnly))
            stored += file.readAll();
    }

    QVERIFY(stored.contains("+911111111111"));
    for (const QByteArray &token : {first.refreshToken, second->refreshToken}) {
        QVERIFY(!stored.contains(token));
        QVERIFY(!stored.contains(QByteArray::fromHex(token)));
    }
    QVERIFY(!stored.contains(first.accessToken.split('.')[2]));
}

void TokenServiceTest::keepsSessionsApartThatNameNoDevice()
{
    IdentityFixture fixture;
    const SignedIn first = fixture.signIn(Alice, {});
    const SignedIn second = fixture.signIn(Alice, {});

    for (const SignedIn &each : {first, second}) {
        const auto refreshed = await(fixture.tokens.refresh(each.refreshToken, {}));
        QVERIFY(refreshed);
        QCOMPARE(refreshed->session.id, each.session.id);
    }
    QVERIFY(fixture.ended().empty());
    QCOMPARE(codeOf(await(fixture.tokens.refresh(first.refreshToken, u"guess"_s))),
             u"refresh_reused"_s);
}

void TokenServiceTest::renewsATokenOfOnesOwnSession()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    fixture.clock.advance(std::chrono::minutes(10));
    const auto token = await(fixture.tokens.renew(alice.user.id, alice.session.id));
    QVERIFY(token);
    fixture.clock.advance(std::chrono::minutes(10));
    const auto identity = fixture.authenticator.authenticate(*token);
    QVERIFY(identity);
    QCOMPARE(identity->session, alice.session.id);
    QVERIFY(!await(fixture.tokens.renew(UserId(1), alice.session.id)));
    QVERIFY(!await(fixture.tokens.renew(alice.user.id, SessionId(1))));
}

//! What is not listed is not ended by a new password, nor by "sign out everywhere".
void TokenServiceTest::keepsASessionAsLongAsARenewedToken()
{
    IdentityFixture fixture;
    fixture.tokens.setRefreshLifetime(std::chrono::minutes(20));
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    fixture.clock.advance(std::chrono::minutes(15));
    const auto token = await(fixture.tokens.renew(alice.user.id, alice.session.id));
    QVERIFY(token);
    fixture.clock.advance(std::chrono::minutes(10));
    QVERIFY(fixture.authenticator.authenticate(*token));
    QCOMPARE(await(fixture.sessions.list(alice.user.id))->size(), size_t(1));
    QVERIFY(await(fixture.sessions.revokeAll(alice.user.id, {u"user"_s, {}}, {})));
    QVERIFY(!fixture.authenticator.authenticate(*token));
}

void TokenServiceTest::renewsNothingOfASessionThatHasEnded()
{
    IdentityFixture fixture;
    fixture.tokens.setRefreshLifetime(std::chrono::minutes(20));
    const SignedIn signedOut = fixture.signIn(Alice, u"one"_s);
    QVERIFY(await(fixture.sessions.revokeOwn(signedOut.user.id, signedOut.session.id)));
    QVERIFY(!await(fixture.tokens.renew(signedOut.user.id, signedOut.session.id)));
    const SignedIn worn = fixture.signIn(Alice, u"two"_s);
    fixture.clock.advance(std::chrono::minutes(20));
    const auto late = await(fixture.tokens.renew(worn.user.id, worn.session.id));
    QVERIFY(!late);
    QCOMPARE(late.error().kind, Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(TokenServiceTest)
#include "tst_tokenservice.moc"
