// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/random.h"
#include "server/services/identity/authservice.h"
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

class AuthServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void makesAnAccountForANewNumber();
    void findsTheAccountOfAKnownNumber();
    void makesAnAccountForANewAddress();
    void givesAnAddressToWhoeverProvesIt();
    void givesTokensTheLifetimeThatWasAskedFor();
    void refusesAWrongCode();
    void endsTheOlderSessionOfTheSameDevice();
    void opensOneSessionForOneCode();
    void keepsTheCodeGoodWhenItCannotSign();
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
};

void AuthServiceTest::makesAnAccountForANewNumber()
{
    IdentityFixture fixture;
    const SignIn asked{.identifier = Alice,
                       .code = fixture.requestCode(Alice),
                       .device = u"phone-1"_s,
                       .dialect = u"phone"_s,
                       .clientName = u"Web"_s,
                       .address = u"192.0.2.1"_s,
                       .userAgent = u"Tester/1"_s};

    const auto signedIn = await(fixture.auth.signIn(asked));

    QVERIFY(signedIn);
    QCOMPARE(signedIn->user.phone, Alice.value);
    QCOMPARE(signedIn->user.displayName, u"1111"_s);
    QCOMPARE(signedIn->refreshToken.size(), 64);
    const auto identity = fixture.authenticator.authenticate(signedIn->accessToken);
    QVERIFY(identity);
    QCOMPARE(identity->user, signedIn->user.id);
    QCOMPARE(identity->session, signedIn->session.id);
    QCOMPARE(identity->device, u"phone-1"_s);
    QCOMPARE(identity->phone, Alice.value);
    QCOMPARE(identity->dialect, u"phone"_s);
    const auto stored = await(fixture.database->read(
        [id = signedIn->user.id](Stores &stores) { return stores.accounts.find(id); }));
    QCOMPARE(stored.value(), signedIn->user);
    const auto sessions = await(fixture.sessions.list(signedIn->user.id));
    QCOMPARE(sessions->size(), size_t(1));
    QCOMPARE(sessions->front().clientName, u"Web"_s);
    QCOMPARE(sessions->front().address, u"192.0.2.1"_s);
    QCOMPARE(sessions->front().userAgent, u"Tester/1"_s);
}

void AuthServiceTest::findsTheAccountOfAKnownNumber()
{
    IdentityFixture fixture;
    User alice{.id = UserId(7), .phone = Alice.value, .displayName = u"Alice"_s};
    QVERIFY(await(
        fixture.database->write([alice](Stores &stores) { return stores.accounts.add(alice); })));

    const SignedIn signedIn = fixture.signIn(Alice, u"one"_s);

    QCOMPARE(signedIn.user, alice);
}

void AuthServiceTest::makesAnAccountForANewAddress()
{
    IdentityFixture fixture;

    const SignedIn signedIn = fixture.signIn(AliceMail, u"one"_s);

    QCOMPARE(signedIn.user.email, AliceMail.value);
    QVERIFY(signedIn.user.isEmailVerified);
    QCOMPARE(signedIn.user.displayName, u"alice.w@"_s);
    QCOMPARE(fixture.signIn(AliceMail, u"two"_s).user, signedIn.user);
}

void AuthServiceTest::givesAnAddressToWhoeverProvesIt()
{
    IdentityFixture fixture;
    const User squatter{.id = UserId(7), .email = AliceMail.value, .username = u"mallory"_s};
    QVERIFY(await(fixture.database->write(
        [squatter](Stores &stores) { return stores.accounts.add(squatter); })));

    const SignedIn signedIn = fixture.signIn(AliceMail, u"one"_s);

    QVERIFY(signedIn.user.id != squatter.id);
    const auto left = await(
        fixture.database->read([](Stores &stores) { return stores.accounts.find(UserId(7)); }));
    QCOMPARE(left->email, QString());
    QCOMPARE(left->username, u"mallory"_s);
    const auto owner = await(fixture.database->read(
        [](Stores &stores) { return stores.accounts.findByIdentifier(AliceMail); }));
    QCOMPARE(owner.value(), signedIn.user);
}

void AuthServiceTest::givesTokensTheLifetimeThatWasAskedFor()
{
    using namespace std::chrono_literals;
    IdentityFixture fixture;
    SignIn asked{Alice, fixture.requestCode(Alice), u"one"_s, u"cookie"_s};
    asked.accessLifetime = 7 * 24h;
    const auto first = await(fixture.auth.signIn(asked));
    QVERIFY(first);
    fixture.clock.advance(6 * 24h);
    const auto identity = fixture.authenticator.authenticate(first->accessToken);
    QVERIFY(identity);
    QCOMPARE(identity->dialect, u"cookie"_s);

    const auto second = await(fixture.auth.refresh(first->refreshToken, u"one"_s));
    QVERIFY(second);
    fixture.clock.advance(6 * 24h);
    QVERIFY(!fixture.authenticator.authenticate(first->accessToken));
    QVERIFY(fixture.authenticator.authenticate(second->accessToken));

    QVERIFY(await(fixture.sessions.revoke(first->session.id, {u"user"_s, u"logout"_s})));
    QVERIFY(await(fixture.sessions.tidy()));
    QVERIFY(!fixture.authenticator.authenticate(second->accessToken));
}

void AuthServiceTest::refusesAWrongCode()
{
    IdentityFixture fixture;
    const QString code = fixture.requestCode(Alice);

    const auto signedIn = await(fixture.auth.signIn(
        {Alice, code == u"000000"_s ? u"000001"_s : u"000000"_s, u"one"_s, u"phone"_s}));

    QCOMPARE(codeOf(signedIn), u"otp_invalid"_s);
    const auto stored = await(fixture.database->read(
        [](Stores &stores) { return stores.accounts.findByIdentifier(Alice); }));
    QVERIFY(!stored);
}

void AuthServiceTest::endsTheOlderSessionOfTheSameDevice()
{
    IdentityFixture fixture;
    const SignedIn first = fixture.signIn(Alice, u"one"_s);
    const SignedIn other = fixture.signIn(Alice, u"two"_s);
    const SignedIn foreign = fixture.signIn(Bob, u"one"_s);

    const SignedIn second = fixture.signIn(Alice, u"one"_s);

    QCOMPARE(second.user, first.user);
    QVERIFY(!fixture.authenticator.authenticate(first.accessToken));
    QVERIFY(fixture.authenticator.authenticate(second.accessToken));
    QVERIFY(fixture.authenticator.authenticate(other.accessToken));
    QVERIFY(fixture.authenticator.authenticate(foreign.accessToken));
    QCOMPARE(fixture.ended(), std::vector{first.session.id});
    QCOMPARE(codeOf(await(fixture.auth.refresh(first.refreshToken, u"one"_s))),
             u"refresh_invalid"_s);
}

void AuthServiceTest::opensOneSessionForOneCode()
{
    CodePolicy policy = quickPolicy();
    policy.attempts = 20;
    IdentityFixture fixture(policy);
    const QString code = fixture.requestCode(Alice);
    std::vector<QCoro::Task<Result<SignedIn>>> attempts;
    for (int i = 0; i < 20; ++i)
        attempts.push_back(fixture.auth.signIn({Alice, code, QString::number(i), u"phone"_s}));

    QSet<qint64> users;
    for (const auto &result : awaitAll(std::move(attempts))) {
        if (result)
            users.insert(result->user.id.value());
        else
            QVERIFY(result.error().code == "otp_invalid"_L1
                    || result.error().code == "otp_expired"_L1);
    }

    QCOMPARE(users.size(), 1);
    QCOMPARE(await(fixture.sessions.list(UserId(*users.begin())))->size(), size_t(1));
}

void AuthServiceTest::keepsTheCodeGoodWhenItCannotSign()
{
    IdentityFixture fixture;
    CpuPool full(1, 0);
    TokenSigner busySigner(*fixture.keys, full, fixture.clock, {});
    AuthService busy(fixture.context, fixture.codes, fixture.sessions, busySigner,
                     {.refreshSecret = "s"});
    const QString code = fixture.requestCode(Alice);

    QCOMPARE(codeOf(await(busy.signIn({Alice, code, u"one"_s, u"phone"_s}))), u"busy"_s);

    QCOMPARE(codeOf(await(fixture.auth.signIn({Alice, code, u"one"_s, u"phone"_s}))), u"ok"_s);
}

void AuthServiceTest::exchangesARefreshToken()
{
    IdentityFixture fixture;
    const SignedIn first = fixture.signIn(Alice, u"one"_s);
    fixture.clock.advance(std::chrono::minutes(20));
    QVERIFY(!fixture.authenticator.authenticate(first.accessToken));

    const auto second = await(fixture.auth.refresh(first.refreshToken, u"one"_s));

    QVERIFY(second);
    QCOMPARE(second->user, first.user);
    QCOMPARE(second->refreshToken.size(), 64);
    QVERIFY(second->refreshToken != first.refreshToken);
    const auto identity = fixture.authenticator.authenticate(second->accessToken);
    QVERIFY(identity);
    QCOMPARE(identity->session, first.session.id);
    QVERIFY(fixture.ended().empty());
}

void AuthServiceTest::followsTheGraceRule_data()
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

void AuthServiceTest::followsTheGraceRule()
{
    QFETCH(QStringList, steps);
    IdentityFixture fixture;
    const SignedIn signedIn = fixture.signIn(Alice, u"one"_s);
    QByteArrayList family{signedIn.refreshToken};
    bool isEnded = false;

    for (const QString &step : steps) {
        const QStringList words = step.split(u' ');
        const int index = words[0].toInt();
        const auto refreshed = await(fixture.auth.refresh(family.value(index), words[1]));
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

void AuthServiceTest::endsTheFamilyForEverybodyOnReuse()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    const SignedIn tablet = fixture.signIn(Alice, u"two"_s);
    const SignedIn bob = fixture.signIn(Bob, u"one"_s);

    const auto stolen = await(fixture.auth.refresh(alice.refreshToken, u"stolen"_s));

    QVERIFY(!stolen);
    QCOMPARE(stolen.error().kind, Error::Kind::Unauthenticated);
    QCOMPARE(stolen.error().message,
             u"Security alert: token reuse detected. Please login again."_s);
    QCOMPARE(fixture.ended(), std::vector{alice.session.id});
    QVERIFY(!fixture.authenticator.authenticate(alice.accessToken));
    QVERIFY(fixture.authenticator.authenticate(tablet.accessToken));
    QVERIFY(fixture.authenticator.authenticate(bob.accessToken));
    QCOMPARE(codeOf(await(fixture.auth.refresh(tablet.refreshToken, u"two"_s))), u"ok"_s);
}

void AuthServiceTest::givesOneChildToFiftyAtOnce()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    CpuPool roomy(1, 100);
    TokenSigner signer(*fixture.keys, roomy, fixture.clock, {});
    AuthService auth(fixture.context, fixture.codes, fixture.sessions, signer,
                     {.refreshSecret = "s"});
    std::vector<QCoro::Task<Result<SignedIn>>> refreshes;
    for (int i = 0; i < 50; ++i)
        refreshes.push_back(auth.refresh(alice.refreshToken, u"one"_s));

    QSet<QByteArray> children;
    for (const auto &result : awaitAll(std::move(refreshes)))
        children.insert(result ? result->refreshToken : QByteArray(result.error().code.data()));

    QCOMPARE(children.size(), 1);
    QCOMPARE(codeOf(await(auth.refresh(*children.begin(), u"one"_s))), u"ok"_s);
    QCOMPARE(await(fixture.sessions.list(alice.user.id))->size(), size_t(1));
    QVERIFY(fixture.ended().empty());
}

void AuthServiceTest::refusesUnknownRefreshTokens_data()
{
    QTest::addColumn<QString>("kind");

    for (const char *kind :
         {"empty", "random", "upper case", "its hash", "an access token", "longer"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void AuthServiceTest::refusesUnknownRefreshTokens()
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

    const auto refreshed = await(fixture.auth.refresh(tokens[kind], u"one"_s));

    QVERIFY(!refreshed);
    QCOMPARE(refreshed.error().kind, Error::Kind::Unauthenticated);
    QCOMPARE(refreshed.error().code, "refresh_invalid"_L1);
    QVERIFY(fixture.ended().empty());
}

void AuthServiceTest::refusesARefreshTokenAfterThirtyDays()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    fixture.clock.advance(std::chrono::hours(24 * 30));

    QCOMPARE(codeOf(await(fixture.auth.refresh(alice.refreshToken, u"one"_s))),
             u"refresh_expired"_s);
}

void AuthServiceTest::livesOnWhileItIsRefreshed()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    QByteArray token = alice.refreshToken;
    for (int i = 0; i < 4; ++i) {
        fixture.clock.advance(std::chrono::hours(24 * 29));
        QVERIFY(await(fixture.sessions.tidy()));
        const auto refreshed = await(fixture.auth.refresh(token, u"one"_s));
        QVERIFY2(refreshed, qPrintable(codeOf(refreshed)));
        token = refreshed->refreshToken;
    }

    QCOMPARE(await(fixture.sessions.list(alice.user.id))->front().id, alice.session.id);
}

void AuthServiceTest::keepsNoTokenInTheDatabase()
{
    IdentityFixture fixture;
    const SignedIn first = fixture.signIn(Alice, u"one"_s);
    const auto second = await(fixture.auth.refresh(first.refreshToken, u"one"_s));
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

QTEST_GUILESS_MAIN(AuthServiceTest)
#include "tst_authservice.moc"
