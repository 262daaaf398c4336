// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/stepupservice.h"
#include "server/services/identity/totp.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QString Password = u"correct horse"_s;
const QByteArray Secret("12345678901234567890");

QString codeOf(const auto &result)
{
    return result ? u"ok"_s : QString(result.error().code);
}

//! \brief Alice, whose sign-ins need a second factor.
struct Fixture : IdentityFixture
{
    Fixture()
    {
        const auto signedUp =
            await(signUps.signUp({.email = AliceMail.value, .password = Password}));
        alice = *signedUp;
        const QByteArray sealed =
            box.seal(Secret, "second factor of " + alice.id.toString().toLatin1());
        const auto stored = await(database->write([this, sealed](Stores &stores) {
            return stores.secondFactors.put({alice.id, sealed, 0, clock.now()});
        }));
        if (!stored)
            qFatal("No second factor.");
    }

    SignIn asked() const { return {AliceMail, Password, u"one"_s, u"phone"_s, u"Web"_s}; }

    QByteArray ticket()
    {
        const auto outcome = await(auth.attempt(SignInBy::Password, asked()));
        const auto *needed = outcome ? std::get_if<SecondFactorNeeded>(&*outcome) : nullptr;
        return needed ? needed->ticket : QByteArray();
    }

    QString code() const { return totp::codeOf(Secret, totp::stepOf(clock.now())); }

    Result<SignedIn> complete(const QByteArray &ticket, const QString &code)
    {
        return await(stepUps.complete({ticket, code, u"192.0.2.1"_s, u"Tester/1"_s}));
    }

    User alice;
};

} // namespace

class StepUpServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void opensTheSessionThatWasBegun();
    void opensOneSessionForOneTicket();
    void allowsFiveGuesses();
    void allowsFiveGuessesHoweverManyComeAtOnce();
    void stopsWhoKnowsThePassword();
    void usesUpNoCodeWhenItCannotSign();
    void expires();
    void refusesOthers();
    void refusesClientsThatCannotAsk();
    void usesUpNoPasswordOfClientsThatCannotAsk();
    void usesUpNoCodeOfClientsThatCannotAsk();
    void doesNotConcernThoseWithoutOne();
};

void StepUpServiceTest::opensTheSessionThatWasBegun()
{
    Fixture fixture;
    const QByteArray ticket = fixture.ticket();
    QVERIFY(!ticket.isEmpty());
    QVERIFY(await(fixture.sessions.list(fixture.alice.id))->empty());

    const auto signedIn = fixture.complete(ticket, fixture.code());

    QVERIFY(signedIn);
    QVERIFY(fixture.authenticator.authenticate(signedIn->accessToken));
    const auto sessions = await(fixture.sessions.list(fixture.alice.id));
    QCOMPARE(sessions->size(), size_t(1));
    QCOMPARE(sessions->front().device, u"one"_s);
    QCOMPARE(sessions->front().clientName, u"Web"_s);
    QCOMPARE(sessions->front().address, u"192.0.2.1"_s);
}

void StepUpServiceTest::opensOneSessionForOneTicket()
{
    Fixture fixture;
    const QByteArray ticket = fixture.ticket();
    QVERIFY(fixture.complete(ticket, fixture.code()));
    fixture.clock.advance(std::chrono::seconds(31));

    QCOMPARE(codeOf(fixture.complete(ticket, fixture.code())), u"ticket_invalid"_s);
}

void StepUpServiceTest::allowsFiveGuesses()
{
    Fixture fixture;
    const QByteArray ticket = fixture.ticket();
    for (int i = 0; i < 5; ++i)
        QCOMPARE(codeOf(fixture.complete(ticket, u"nonsense"_s)), u"second_factor_wrong"_s);

    QCOMPARE(codeOf(fixture.complete(ticket, fixture.code())), u"ticket_invalid"_s);

    QVERIFY(fixture.complete(fixture.ticket(), fixture.code()));
}

void StepUpServiceTest::allowsFiveGuessesHoweverManyComeAtOnce()
{
    Fixture fixture;
    const QByteArray ticket = fixture.ticket();
    std::vector<QCoro::Task<Result<SignedIn>>> guesses;
    for (int i = 0; i < 500; ++i)
        guesses.push_back(fixture.stepUps.complete({ticket, u"nonsense"_s}));

    int looked = 0;
    for (const auto &result : awaitAll(std::move(guesses)))
        looked += codeOf(result) == u"second_factor_wrong" ? 1 : 0;

    QCOMPARE(looked, 5);
}

void StepUpServiceTest::stopsWhoKnowsThePassword()
{
    Fixture fixture;
    int looked = 0;
    for (int i = 0; i < 50; ++i) {
        const auto refused = fixture.complete(fixture.ticket(), u"nonsense"_s);
        looked += codeOf(refused) == u"second_factor_wrong" ? 1 : 0;
    }
    QCOMPARE(looked, 20);

    QCOMPARE(codeOf(fixture.complete(fixture.ticket(), fixture.code())), u"second_factor_budget"_s);
    fixture.clock.advance(std::chrono::hours(1));
    QVERIFY(fixture.complete(fixture.ticket(), fixture.code()));
}

void StepUpServiceTest::usesUpNoCodeWhenItCannotSign()
{
    Fixture fixture;
    fixture.clock.advance(std::chrono::minutes(1));
    const auto renewed =
        await(fixture.factors.renewRecoveryCodes(fixture.alice.id, fixture.code()));
    QVERIFY(renewed);
    fixture.clock.advance(std::chrono::minutes(1));
    CpuPool full(1, 0);
    TokenSigner busySigner(*fixture.keys, full, fixture.clock, {});
    TokenService tokens(fixture.context, fixture.sessions, busySigner, {.refreshSecret = "s"});
    StepUpService busy(fixture.context, fixture.factors, tokens);

    for (const QString &code : {fixture.code(), renewed->front()}) {
        const QByteArray ticket = fixture.ticket();
        for (int i = 0; i < 6; ++i) // More than a ticket has guesses.
            QCOMPARE(codeOf(await(busy.complete({ticket, code}))), u"busy"_s);
        QCOMPARE(codeOf(fixture.complete(ticket, code)), u"ok"_s);
    }
}

void StepUpServiceTest::expires()
{
    Fixture fixture;
    const QByteArray ticket = fixture.ticket();
    fixture.clock.advance(std::chrono::minutes(5));

    QCOMPARE(codeOf(fixture.complete(ticket, fixture.code())), u"ticket_invalid"_s);
}

void StepUpServiceTest::refusesOthers()
{
    Fixture fixture;
    const QByteArray ticket = fixture.ticket();

    QCOMPARE(codeOf(fixture.complete({}, fixture.code())), u"ticket_invalid"_s);
    QCOMPARE(codeOf(fixture.complete(ticket.toUpper(), fixture.code())), u"ticket_invalid"_s);
    QCOMPARE(codeOf(fixture.complete(StepUpService::newTicket(), fixture.code())),
             u"ticket_invalid"_s);
}

void StepUpServiceTest::refusesClientsThatCannotAsk()
{
    Fixture fixture;

    QCOMPARE(codeOf(await(fixture.auth.signInWithPassword(fixture.asked()))),
             u"second_factor_required"_s);

    QVERIFY(await(fixture.sessions.list(fixture.alice.id))->empty());
}

void StepUpServiceTest::usesUpNoPasswordOfClientsThatCannotAsk()
{
    Fixture fixture;
    for (int i = 0; i < AttemptLimits().place; ++i)
        QCOMPARE(codeOf(await(fixture.auth.signInWithPassword(fixture.asked()))),
                 u"second_factor_required"_s);

    QVERIFY(!fixture.ticket().isEmpty());
}

void StepUpServiceTest::usesUpNoCodeOfClientsThatCannotAsk()
{
    Fixture fixture;
    QVERIFY(await(fixture.database->write([&](Stores &stores) {
        return stores.accounts.setEmail(fixture.alice.id, AliceMail.value, fixture.clock.now());
    })));
    SignIn asked = fixture.asked();
    asked.secret = fixture.requestCode(AliceMail);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(codeOf(await(fixture.auth.signIn(asked))), u"second_factor_required"_s);

    const auto outcome = await(fixture.auth.attempt(SignInBy::Code, asked));

    QVERIFY(outcome);
    QVERIFY(std::holds_alternative<SecondFactorNeeded>(*outcome));
}

void StepUpServiceTest::doesNotConcernThoseWithoutOne()
{
    Fixture fixture;
    const SignIn asked{Bob, fixture.requestCode(Bob), u"one"_s, u"phone"_s};

    const auto outcome = await(fixture.auth.attempt(SignInBy::Code, asked));

    QVERIFY(outcome);
    QVERIFY(std::holds_alternative<SignedIn>(*outcome));
}

QTEST_GUILESS_MAIN(StepUpServiceTest)
#include "tst_stepupservice.moc"
