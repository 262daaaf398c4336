// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/signupservice.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QFile>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QString Password = u"correct horse"_s;

QString codeOf(const auto &result)
{
    return result ? u"ok"_s : QString(result.error().code);
}

} // namespace

class SignUpServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void makesAnAccount();
    void signsInAtOnce();
    void tellsWhoWatchesSignIns();
    void findsAName_data();
    void findsAName();
    void refusesWhatMayNotBe_data();
    void refusesWhatMayNotBe();
    void refusesWhatSomebodyHas();
    void makesOneAccountHoweverManyAskAtOnce();
    void keepsNoPasswordInTheDatabase();
};

void SignUpServiceTest::makesAnAccount()
{
    IdentityFixture fixture;
    const auto user = await(fixture.signUps.signUp({.email = u" Alice.W@Example.org "_s,
                                                    .password = Password,
                                                    .displayName = u" Alice "_s,
                                                    .username = u"Alice_W"_s,
                                                    .bio = u"Here"_s,
                                                    .avatarUrl = u"/a.png"_s}));

    QVERIFY(user);
    QCOMPARE(user->email, AliceMail.value);
    QVERIFY(!user->isEmailVerified);
    QCOMPARE(user->displayName, u"Alice"_s);
    QCOMPARE(user->username, u"Alice_W"_s);
    QCOMPARE(user->bio, u"Here"_s);
    QCOMPARE(user->avatarUrl, u"/a.png"_s);
    const auto stored = await(fixture.database->read(
        [id = user->id](Stores &stores) { return stores.accounts.find(id); }));
    QCOMPARE(stored.value(), *user);
}

void SignUpServiceTest::signsInAtOnce()
{
    IdentityFixture fixture;
    const SignIn place{.identifier = {},
                       .secret = {},
                       .device = u"browser"_s,
                       .dialect = u"cookie"_s,
                       .accessLifetime = std::chrono::hours(1)};

    const auto signedIn =
        await(fixture.signUps.signUpAndIn({.email = AliceMail.value, .password = Password}, place));

    QVERIFY(signedIn);
    const auto identity = fixture.authenticator.authenticate(signedIn->accessToken);
    QVERIFY(identity);
    QCOMPARE(identity->user, signedIn->user.id);
    QCOMPARE(identity->dialect, u"cookie"_s);
    QVERIFY(await(fixture.tokens.refresh(signedIn->refreshToken, u"browser"_s)));
    QVERIFY(await(fixture.auth.signInWithPassword({AliceMail, Password, u"two"_s, u"cookie"_s})));
}

void SignUpServiceTest::tellsWhoWatchesSignIns()
{
    std::vector<SessionId> opened;
    IdentityFixture fixture;
    fixture.bus.listen([&](const SharedEvent &event) {
        const std::lock_guard lock(fixture.mutex);
        if (const auto *session = std::get_if<SessionOpened>(&event->payload))
            opened.push_back(session->session);
    });

    const auto signedIn = await(fixture.signUps.signUpAndIn(
        {.email = AliceMail.value, .password = Password}, {.device = u"browser"_s}));

    QVERIFY(signedIn);
    const std::lock_guard lock(fixture.mutex);
    QCOMPARE(opened, std::vector{signedIn->session.id});
    QVERIFY2(fixture.newSessions.empty(), "whose first one it is has nothing to hear");
}

void SignUpServiceTest::findsAName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("username");
    QTest::addColumn<QString>("found");

    QTest::newRow("its own") << u"Alice"_s << u"alicew"_s << u"Alice"_s;
    QTest::newRow("the user name") << QString() << u"alicew"_s << u"alicew"_s;
    QTest::newRow("of the address") << u" "_s << QString() << u"alice.w"_s;
}

void SignUpServiceTest::findsAName()
{
    QFETCH(QString, name);
    QFETCH(QString, username);
    QFETCH(QString, found);
    IdentityFixture fixture;

    const auto user = await(fixture.signUps.signUp({.email = AliceMail.value,
                                                    .password = Password,
                                                    .displayName = name,
                                                    .username = username}));

    QCOMPARE(user->displayName, found);
}

void SignUpServiceTest::refusesWhatMayNotBe_data()
{
    QTest::addColumn<SignUp>("asked");
    QTest::addColumn<QString>("code");

    const SignUp good{.email = AliceMail.value, .password = Password};
    const auto row = [&](const char *name, const char *code, auto change) {
        SignUp asked = good;
        change(asked);
        QTest::newRow(name) << asked << QString::fromLatin1(code);
    };
    row("no address", "email_invalid", [](SignUp &s) { s.email.clear(); });
    row("half an address", "email_invalid", [](SignUp &s) { s.email = u"alice@"_s; });
    row("a short password", "password_too_short", [](SignUp &s) { s.password = u"short"_s; });
    row("a common password", "password_common", [](SignUp &s) { s.password = u"password1"_s; });
    row("a reserved user name", "username_invalid", [](SignUp &s) { s.username = u"users"_s; });
    row("a name that turns text around", "invalid_input",
        [](SignUp &s) { s.displayName = u"a\u202Eb"_s; });
    row("an endless bio", "invalid_input", [](SignUp &s) { s.bio = QString(501, u'x'); });
    row("a script as picture", "invalid_input",
        [](SignUp &s) { s.avatarUrl = u"javascript:alert(1)"_s; });
}

void SignUpServiceTest::refusesWhatMayNotBe()
{
    QFETCH(SignUp, asked);
    QFETCH(QString, code);
    IdentityFixture fixture;

    const auto refused = await(fixture.signUps.signUp(asked));

    QCOMPARE(codeOf(refused), code);
    QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
    QVERIFY(!await(fixture.database->read(
        [](Stores &stores) { return stores.accounts.findByIdentifier(AliceMail); })));
}

void SignUpServiceTest::refusesWhatSomebodyHas()
{
    IdentityFixture fixture;
    const SignUp first{.email = AliceMail.value, .password = Password, .username = u"alice"_s};
    QVERIFY(await(fixture.signUps.signUp(first)));
    SignUp second = first;
    second.username = u"alice2"_s;
    QCOMPARE(codeOf(await(fixture.signUps.signUp(second))), u"email_taken"_s);
    second.email = u"other@example.org"_s;
    second.username = u"ALICE"_s;
    QCOMPARE(codeOf(await(fixture.signUps.signUp(second))), u"username_taken"_s);
    second.username.clear();
    QCOMPARE(codeOf(await(fixture.signUps.signUp(second))), u"ok"_s);
}

void SignUpServiceTest::makesOneAccountHoweverManyAskAtOnce()
{
    IdentityFixture fixture;
    std::vector<QCoro::Task<Result<User>>> all;
    for (int i = 0; i < 20; ++i)
        all.push_back(fixture.signUps.signUp({.email = AliceMail.value, .password = Password}));

    int made = 0;
    for (const auto &result : awaitAll(std::move(all))) {
        made += result ? 1 : 0;
        if (!result)
            QCOMPARE(codeOf(result), u"email_taken"_s);
    }

    QCOMPARE(made, 1);
}

void SignUpServiceTest::keepsNoPasswordInTheDatabase()
{
    IdentityFixture fixture;
    QVERIFY(await(fixture.signUps.signUp({.email = AliceMail.value, .password = Password})));

    QByteArray stored;
    for (const QString &suffix : {u""_s, u"-wal"_s}) {
        QFile file(fixture.database.file() + suffix);
        if (file.open(QIODevice::ReadOnly))
            stored += file.readAll();
    }

    QVERIFY(stored.contains("$argon2id$"));
    QVERIFY(!stored.contains(Password.toUtf8()));
}

QTEST_GUILESS_MAIN(SignUpServiceTest)
#include "tst_signupservice.moc"
