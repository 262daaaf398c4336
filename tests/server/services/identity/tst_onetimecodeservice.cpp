// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/onetimecodeservice.h"
#include "tests/server/services/identity/identityfixture.h"
#include "tests/support/patience.h"

#include <QRegularExpression>
#include <QSemaphore>
#include <QSet>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

//! \brief Loses every code.
class BrokenSender : public CodeSender
{
public:
    QCoro::Task<Result<>> send(CodeMessage) override { co_return deliveryFailed(u"no gateway"_s); }
};

//! \brief Takes until it is told to go on.
class SlowSender : public CodeSender
{
public:
    ~SlowSender() override { goOn(); }

    QCoro::Task<Result<>> send(CodeMessage message) override
    {
        const auto waited = co_await m_worker.run([this] { m_mayGoOn.acquire(); });
        m_sent.append(message.to.value);
        co_return waited;
    }

    void goOn() { m_mayGoOn.release(); }
    const QStringList &sent() const { return m_sent; }

private:
    QSemaphore m_mayGoOn;
    QStringList m_sent;
    CpuPool m_worker;
};

QString codeOf(const auto &result)
{
    return result ? u"accepted"_s : QString(result.error().code);
}

const Identifier Nobody{Identifier::Kind::Email, u"nobody@example.org"_s};
const QHostAddress Home(u"198.51.100.1"_s);
const QHostAddress Elsewhere(u"203.0.113.1"_s);

//! \return a network that nothing else comes from.
QHostAddress stranger(int number)
{
    return QHostAddress(quint32(0x0a000000 + number));
}

//! Has Alice be at home there.
void settle(IdentityFixture &fixture)
{
    SignIn signIn{Alice, fixture.requestCode(Alice), u"phone-1"_s, u"phone"_s};
    signIn.address = Home.toString();
    QVERIFY(await(fixture.auth.signIn(signIn)));
    fixture.clock.advance(std::chrono::minutes(2));
}

//! \return what became of the code that was asked for last.
CodeAttempt::State fateOfTheLast(IdentityFixture &fixture)
{
    const auto attempts = await(fixture.database->read(
        [](Stores &stores) { return stores.codeAttempts.list({.limit = 1}); }));
    return attempts->front().state;
}

//! \return a code of the right length that is not \p code.
QString otherThan(const QString &code)
{
    return code == u"000000"_s ? u"000001"_s : u"000000"_s;
}

} // namespace

class OneTimeCodeServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void sendsACodeThatIsThenAccepted();
    void refusesOtherGuesses_data();
    void refusesOtherGuesses();
    void refusesEvenTheRightCodeAfterThreeGuesses();
    void refusesACodeThatIsOver();
    void refusesWhatWasNeverAskedFor();
    void acceptsAUsedCodeNeverAgain();
    void waitsBetweenCodesForADestination();
    void letsANewCodeReplaceTheOld();
    void locksNobodyOutWithWrongGuesses();
    void letsNoStrangersLockOutWhoAsked();
    void letsNoStrangersSpendWhatIsForHome();
    void keepsACodeThatStrangersAskAfter();
    void acceptsTheCodeOfAnyNetwork();
    void keepsAnOperatorsCodeForHome();
    void boundsTheGuessesOfADay();
    void looksAtSixOfFiveHundredFromEverywhere();
    void countsEveryGuessOfFiveHundredAtOnce_data();
    void countsEveryGuessOfFiveHundredAtOnce();
    void looksAtNoMoreThanThreeOfFiveHundredRightGuesses();
    void sendsOneOfManyCodesAskedForAtOnce();
    void takesBackWhatCouldNotBeDelivered();
    void takesBackWhatTheBusyPoolDidNotDo();
    void obeysItsBudgets();
    void doesTheSameForKnownAndUnknownDestinations();
    void doesNotTellWhetherACodeForANewPasswordArrived();
    void doesNotTellHowLongACodeForANewPasswordTakes();
    void makesCodesOfAllDigitsAlike();
    void usesAFixedCodeForDevelopment();
    void letsAnOperatorHelpSomebodyIn();
    void storesNothingThatMayNotBeDone();
    void storesNoOperatorsCodeThatCannotBeUsed();
    void makesCodesOfLetters();
    void leavesACodeAloneThatAnOperatorMade();
    void makesNobodyWaitForAClockThatWasSetBack();
    void acceptsNoCodeFromBeforeTheClockWasSetBack();
    void keepsNoCodeInTheDatabase();
    void forgetsWhatEnded();
    void remembersWhoHasToWaitForLongerThanCodesLive();
};

void OneTimeCodeServiceTest::sendsACodeThatIsThenAccepted()
{
    IdentityFixture fixture;

    const auto requested = await(fixture.codes.request(Alice, Somewhere));

    QVERIFY(requested);
    QCOMPARE(requested->retryAfter, std::chrono::seconds(60));
    const QString code = fixture.sender.lastCode(Alice).value_or(QString());
    QCOMPARE(code.size(), 6);
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code, Somewhere))), u"accepted"_s);
}

void OneTimeCodeServiceTest::refusesOtherGuesses_data()
{
    QTest::addColumn<QString>("guess");

    QTest::newRow("empty") << QString();
    QTest::newRow("another code") << u"654321"_s;
    QTest::newRow("shorter") << u"12345"_s;
    QTest::newRow("longer") << u"1234567"_s;
    QTest::newRow("space in front") << u" 123456"_s;
    QTest::newRow("zero behind") << u"123456"_s + QChar(0);
    QTest::newRow("Arabic digits") << u"١٢٣٤٥٦"_s;
    QTest::newRow("endless") << QString(100000, u'1');
    QTest::newRow("a hash") << u"$2b$04$abcdefghijklmnopqrstuuAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"_s;
}

void OneTimeCodeServiceTest::refusesOtherGuesses()
{
    QFETCH(QString, guess);
    CodePolicy policy = quickPolicy();
    policy.fixedCode = u"123456"_s;
    IdentityFixture fixture(policy);
    fixture.requestCode(Alice);

    const auto verified = await(fixture.codes.verify(Alice, guess, Somewhere));

    QVERIFY(!verified);
    QCOMPARE(verified.error().kind, Error::Kind::Unauthenticated);
    QCOMPARE(verified.error().message, u"Invalid OTP"_s);
}

void OneTimeCodeServiceTest::refusesEvenTheRightCodeAfterThreeGuesses()
{
    IdentityFixture fixture;
    const QString code = fixture.requestCode(Alice);

    for (int i = 0; i < 3; ++i)
        QCOMPARE(codeOf(await(fixture.codes.verify(Alice, otherThan(code), Somewhere))),
                 u"otp_invalid"_s);

    const auto fourth = await(fixture.codes.verify(Alice, code, Somewhere));
    QVERIFY(!fourth);
    QCOMPARE(fourth.error().code, "otp_exhausted"_L1);
    QCOMPARE(fourth.error().message, u"Too many failed attempts. Request a new OTP."_s);
}

void OneTimeCodeServiceTest::refusesACodeThatIsOver()
{
    IdentityFixture fixture;
    const QString code = fixture.requestCode(Alice);
    fixture.clock.advance(std::chrono::minutes(5));

    const auto verified = await(fixture.codes.verify(Alice, code, Somewhere));

    QVERIFY(!verified);
    QCOMPARE(verified.error().code, "otp_expired"_L1);
    QCOMPARE(verified.error().message, u"OTP expired or not requested"_s);
}

void OneTimeCodeServiceTest::refusesWhatWasNeverAskedFor()
{
    IdentityFixture fixture;
    const QString code = fixture.requestCode(Alice);

    QCOMPARE(codeOf(await(fixture.codes.verify(Bob, code, Somewhere))), u"otp_expired"_s);
}

void OneTimeCodeServiceTest::acceptsAUsedCodeNeverAgain()
{
    IdentityFixture fixture;
    const QString digits = fixture.requestCode(Alice);
    const auto code = await(fixture.codes.verify(Alice, digits, Somewhere));
    const auto consume = [code](Stores &stores) {
        return OneTimeCodeService::consume(stores, *code);
    };

    QVERIFY(await(fixture.database->write(consume)));

    QCOMPARE(codeOf(await(fixture.database->write(consume))), u"otp_invalid"_s);
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, digits, Somewhere))), u"otp_expired"_s);
}

void OneTimeCodeServiceTest::waitsBetweenCodesForADestination()
{
    IdentityFixture fixture;
    fixture.requestCode(Alice);
    fixture.clock.advance(std::chrono::milliseconds(20500));

    const auto tooSoon = await(fixture.codes.request(Alice, QHostAddress(u"192.0.2.9"_s)));

    QVERIFY(!tooSoon);
    QCOMPARE(tooSoon.error().kind, Error::Kind::RateLimited);
    QCOMPARE(tooSoon.error().code, "otp_cooldown"_L1);
    QCOMPARE(tooSoon.error().message, u"Too many requests"_s);
    QCOMPARE(tooSoon.error().retryAfter, std::chrono::seconds(40));
    QVERIFY(await(fixture.codes.request(Bob, Somewhere)));
    fixture.clock.advance(std::chrono::milliseconds(39500));
    QVERIFY(await(fixture.codes.request(Alice, Somewhere)));
}

void OneTimeCodeServiceTest::letsANewCodeReplaceTheOld()
{
    IdentityFixture fixture;
    const QString first = fixture.requestCode(Alice);
    fixture.clock.advance(std::chrono::seconds(61));
    QString second = fixture.requestCode(Alice);
    while (second == first) { // One in a million.
        fixture.clock.advance(std::chrono::seconds(61));
        second = fixture.requestCode(Alice);
    }

    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, first, Somewhere))), u"otp_invalid"_s);
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, second, Somewhere))), u"accepted"_s);
}

void OneTimeCodeServiceTest::locksNobodyOutWithWrongGuesses()
{
    IdentityFixture fixture;
    for (int round = 0; round < 5; ++round) {
        const QString code = fixture.requestCode(Alice);
        for (int guess = 0; guess < 10; ++guess)
            QVERIFY(!await(fixture.codes.verify(Alice, otherThan(code), Somewhere)));
        fixture.clock.advance(std::chrono::seconds(61));
    }

    const QString code = fixture.requestCode(Alice);
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code, Somewhere))), u"accepted"_s);
}

void OneTimeCodeServiceTest::letsNoStrangersLockOutWhoAsked()
{
    IdentityFixture fixture;
    const QString code = fixture.requestCode(Alice);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(codeOf(await(fixture.codes.verify(Alice, otherThan(code), stranger(i)))),
                 u"otp_invalid"_s);

    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code, Elsewhere))), u"otp_exhausted"_s);
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, otherThan(code), Somewhere))),
             u"otp_invalid"_s);
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code, Somewhere))), u"accepted"_s);
}

void OneTimeCodeServiceTest::letsNoStrangersSpendWhatIsForHome()
{
    IdentityFixture fixture;
    settle(fixture);
    for (int i = 0; i < 9; ++i) { // And one that she signed in with.
        QVERIFY(await(fixture.codes.request(Alice, stranger(i))));
        fixture.clock.advance(std::chrono::seconds(61));
    }
    QCOMPARE(codeOf(await(fixture.codes.request(Alice, Elsewhere))), u"otp_budget"_s);

    QVERIFY(await(fixture.codes.request(Alice, Home)));
    const QString code = fixture.sender.lastCode(Alice).value_or(QString());
    QCOMPARE(codeOf(await(fixture.codes.request(Alice, Home))), u"otp_cooldown"_s);
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code, Home))), u"accepted"_s);
}

void OneTimeCodeServiceTest::keepsACodeThatStrangersAskAfter()
{
    IdentityFixture fixture;
    const QString code = fixture.requestCode(Alice);
    fixture.clock.advance(std::chrono::seconds(61));
    QVERIFY(await(fixture.codes.request(Alice, Elsewhere)));
    for (int i = 0; i < 6; ++i)
        QVERIFY(!await(fixture.codes.verify(Alice, u"none"_s, Elsewhere)));

    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code, Somewhere))), u"accepted"_s);
}

//! Somebody's network may be another one by the time that the code arrives.
void OneTimeCodeServiceTest::acceptsTheCodeOfAnyNetwork()
{
    IdentityFixture fixture;
    fixture.requestCode(Alice);
    fixture.clock.advance(std::chrono::seconds(61));
    QVERIFY(await(fixture.codes.request(Alice, Elsewhere)));
    const QString code = fixture.sender.lastCode(Alice).value_or(QString());

    const auto proof = await(fixture.codes.verify(Alice, code, Somewhere));

    QCOMPARE(codeOf(proof), u"accepted"_s);
    QVERIFY(await(fixture.database->write(
        [proof](Stores &stores) { return OneTimeCodeService::consume(stores, *proof); })));
    // Who has signed in has no use for the others.
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code, Somewhere))), u"otp_expired"_s);
}

void OneTimeCodeServiceTest::keepsAnOperatorsCodeForHome()
{
    IdentityFixture fixture;
    settle(fixture);
    const auto issued = await(fixture.codes.issue(Alice));
    for (int i = 0; i < 4; ++i)
        QVERIFY(!await(fixture.codes.verify(Alice, u"none"_s, stranger(i))));

    QVERIFY(await(fixture.codes.request(Alice, Home))); // As clients do first.
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, issued->code, Elsewhere))),
             u"otp_exhausted"_s);
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, issued->code, Home))), u"accepted"_s);
}

void OneTimeCodeServiceTest::boundsTheGuessesOfADay()
{
    CodePolicy policy = quickPolicy();
    policy.hourly = {1000, 30, 1000, 1000};
    policy.daily = {1000, 30, 1000, 1000};
    IdentityFixture fixture(policy);
    settle(fixture);
    int guesses = 0;
    for (int round = 0; round < 25; ++round) {
        QVERIFY(await(fixture.codes.request(Alice, stranger(round))));
        for (int i = 0; i < 3; ++i) {
            const auto wrong =
                codeOf(await(fixture.codes.verify(Alice, u"none"_s, stranger(round))));
            guesses += wrong == u"otp_invalid"_s ? 1 : 0;
        }
        fixture.clock.advance(std::chrono::minutes(5));
    }

    QCOMPARE(guesses, 60);
    QVERIFY(await(fixture.codes.request(Alice, Elsewhere)));
    const QString code = fixture.sender.lastCode(Alice).value_or(QString());
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code, Elsewhere))), u"otp_budget"_s);
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code, Home))), u"accepted"_s);
}

void OneTimeCodeServiceTest::looksAtSixOfFiveHundredFromEverywhere()
{
    IdentityFixture fixture;
    const QString code = fixture.requestCode(Alice);
    std::vector<QCoro::Task<Result<CodeProof>>> guesses;
    for (int i = 0; i < 500; ++i)
        guesses.push_back(
            fixture.codes.verify(Alice, otherThan(code), i % 2 == 0 ? Somewhere : stranger(i)));

    QHash<QString, int> outcomes;
    for (const auto &result : awaitAll(std::move(guesses)))
        ++outcomes[codeOf(result)];

    QCOMPARE(outcomes[u"otp_invalid"_s], 6);
    QCOMPARE(outcomes[u"otp_exhausted"_s], 494);
}

void OneTimeCodeServiceTest::countsEveryGuessOfFiveHundredAtOnce_data()
{
    QTest::addColumn<Identifier>("who");

    QTest::newRow("a telephone") << Alice;
    QTest::newRow("an e-mail address") << AliceMail;
}

void OneTimeCodeServiceTest::countsEveryGuessOfFiveHundredAtOnce()
{
    QFETCH(Identifier, who);
    IdentityFixture fixture;
    const QString code = fixture.requestCode(who);
    const quint64 hashes = fixture.pool.taken();
    std::vector<QCoro::Task<Result<CodeProof>>> guesses;
    for (int i = 0; i < 500; ++i)
        guesses.push_back(fixture.codes.verify(who, otherThan(code), Somewhere));

    QHash<QString, int> outcomes;
    for (const auto &result : awaitAll(std::move(guesses)))
        ++outcomes[codeOf(result)];

    QCOMPARE(outcomes[u"otp_invalid"_s], 3);
    QCOMPARE(outcomes[u"otp_exhausted"_s], 497);
    QCOMPARE(fixture.pool.taken() - hashes, quint64(3));
    QCOMPARE(codeOf(await(fixture.codes.verify(who, code, Somewhere))), u"otp_exhausted"_s);
}

void OneTimeCodeServiceTest::looksAtNoMoreThanThreeOfFiveHundredRightGuesses()
{
    IdentityFixture fixture;
    const QString code = fixture.requestCode(Alice);
    std::vector<QCoro::Task<Result<CodeProof>>> guesses;
    for (int i = 0; i < 500; ++i)
        guesses.push_back(fixture.codes.verify(Alice, code, Somewhere));

    int accepted = 0;
    for (const auto &result : awaitAll(std::move(guesses)))
        accepted += result ? 1 : 0;

    QCOMPARE(accepted, 3);
}

void OneTimeCodeServiceTest::sendsOneOfManyCodesAskedForAtOnce()
{
    IdentityFixture fixture;
    std::vector<QCoro::Task<Result<CodeRequested>>> requests;
    for (int i = 0; i < 50; ++i)
        requests.push_back(fixture.codes.request(Alice, Somewhere));

    QHash<QString, int> outcomes;
    for (const auto &result : awaitAll(std::move(requests)))
        ++outcomes[codeOf(result)];

    QCOMPARE(outcomes[u"accepted"_s], 1);
    QCOMPARE(outcomes[u"otp_cooldown"_s], 49);
}

void OneTimeCodeServiceTest::takesBackWhatCouldNotBeDelivered()
{
    CodePolicy policy = quickPolicy();
    policy.hourly = {1, 1, 1, 1};
    IdentityFixture fixture(policy);
    BrokenSender broken;
    OneTimeCodeService failing(fixture.context, broken, policy, "pepper");

    for (int i = 0; i < 3; ++i) {
        const auto failed = await(failing.request(Alice, Somewhere));
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, Error::Kind::Unavailable);
        QCOMPARE(failed.error().code, "delivery_failed"_L1);
    }

    const QString code = fixture.requestCode(Alice);
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code, Somewhere))), u"accepted"_s);
}

void OneTimeCodeServiceTest::takesBackWhatTheBusyPoolDidNotDo()
{
    CodePolicy policy = quickPolicy();
    policy.hourly = {1, 1, 1, 1};
    IdentityFixture fixture(policy);
    CpuPool full(1, 0);
    IdentityContext context{fixture.database, fixture.bus, full,
                            fixture.clock,    fixture.ids, fixture.security};
    OneTimeCodeService busy(context, fixture.sender, policy, "pepper");

    QCOMPARE(codeOf(await(busy.request(Alice, Somewhere))), u"busy"_s);
    const QString code = fixture.requestCode(Alice);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(codeOf(await(busy.verify(Alice, code, Somewhere))), u"busy"_s);

    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code, Somewhere))), u"accepted"_s);
}

void OneTimeCodeServiceTest::obeysItsBudgets()
{
    CodePolicy policy = quickPolicy();
    policy.hourly = {10, 10, 2, 10};
    IdentityFixture fixture(policy);
    fixture.requestCode(Alice);
    fixture.requestCode(Bob);
    const Identifier carol{Identifier::Kind::Phone, u"+913333333333"_s};

    const auto tooMany = await(fixture.codes.request(carol, Somewhere));
    const auto elsewhere = await(fixture.codes.request(carol, QHostAddress(u"192.0.2.9"_s)));

    QCOMPARE(codeOf(tooMany), u"otp_budget"_s);
    QCOMPARE(codeOf(elsewhere), u"accepted"_s);
}

void OneTimeCodeServiceTest::doesTheSameForKnownAndUnknownDestinations()
{
    IdentityFixture fixture;
    fixture.signIn(Alice, u"phone-1"_s);
    QHash<QString, quint64> hashes;
    QHash<QString, QString> answers;
    for (const Identifier &who : {Alice, Bob}) {
        const quint64 before = fixture.pool.taken();
        const auto requested = await(fixture.codes.request(who, Somewhere));
        const auto again = await(fixture.codes.request(who, Somewhere));
        const auto wrong = await(fixture.codes.verify(
            who, otherThan(fixture.sender.lastCode(who).value_or(QString())), Somewhere));
        hashes[who.value] = fixture.pool.taken() - before;
        answers[who.value] = codeOf(requested) + u' ' + codeOf(again) + u' ' + codeOf(wrong)
            + QString::number(requested->retryAfter.count())
            + QString::number(again.error().retryAfter.count());
    }

    QCOMPARE(hashes[Alice.value], quint64(2));
    QCOMPARE(hashes[Bob.value], quint64(2));
    QCOMPARE(answers[Alice.value], answers[Bob.value]);
}

//! Only somebody with an account is sent one.
void OneTimeCodeServiceTest::doesNotTellWhetherACodeForANewPasswordArrived()
{
    IdentityFixture fixture;
    fixture.signIn(AliceMail, u"phone-1"_s);
    BrokenSender broken;
    OneTimeCodeService failing(fixture.context, broken, quickPolicy(), "pepper");
    const auto request = [&failing](const Identifier &who) {
        return codeOf(await(failing.request(who, Elsewhere, CodePurpose::NewPassword)));
    };
    fixture.clock.advance(std::chrono::minutes(2));

    QCOMPARE(request(AliceMail), u"accepted"_s);
    QTRY_COMPARE(fateOfTheLast(fixture), CodeAttempt::State::Undelivered);
    QCOMPARE(request(AliceMail), u"otp_cooldown"_s);

    QCOMPARE(request(Nobody), u"accepted"_s);
    QCOMPARE(fateOfTheLast(fixture), CodeAttempt::State::Withheld);
    QCOMPARE(request(Nobody), u"otp_cooldown"_s);
}

void OneTimeCodeServiceTest::doesNotTellHowLongACodeForANewPasswordTakes()
{
    IdentityFixture fixture;
    fixture.signIn(AliceMail, u"phone-1"_s);
    SlowSender slow;
    OneTimeCodeService codes(fixture.context, slow, quickPolicy(), "pepper");

    for (const Identifier &who : {AliceMail, Nobody})
        QVERIFY(await(codes.request(who, Elsewhere, CodePurpose::NewPassword)));
    QVERIFY(slow.sent().isEmpty());

    slow.goOn();
    QTRY_COMPARE(slow.sent(), QStringList{AliceMail.value});
}

void OneTimeCodeServiceTest::makesCodesOfAllDigitsAlike()
{
    IdentityFixture fixture;
    constexpr int Codes = 300;
    QHash<QChar, int> digits;
    QSet<QString> different;
    for (int i = 0; i < Codes; ++i) {
        const QString code = await(fixture.codes.issue(Alice)).value().code;
        different.insert(code);
        for (QChar digit : code)
            ++digits[digit];
    }

    QCOMPARE(digits.size(), 10);
    // 180 of each are expected, with a deviation of 13; six of those are beyond chance.
    for (int count : std::as_const(digits))
        QVERIFY2(count > 100 && count < 260, qPrintable(QString::number(count)));
    QVERIFY(different.size() > Codes - 5);
}

void OneTimeCodeServiceTest::usesAFixedCodeForDevelopment()
{
    CodePolicy policy = quickPolicy();
    policy.fixedCode = u"123456"_s;
    IdentityFixture fixture(policy);

    QCOMPARE(fixture.requestCode(Alice), u"123456"_s);
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, u"123456"_s, Somewhere))), u"accepted"_s);
}

void OneTimeCodeServiceTest::letsAnOperatorHelpSomebodyIn()
{
    CodePolicy policy = quickPolicy();
    policy.hourly = {1, 1, 1, 1};
    IdentityFixture fixture(policy);
    const QString lost = fixture.requestCode(Alice);
    QVERIFY(!await(fixture.codes.request(Alice, Somewhere)));

    const auto code = await(fixture.codes.issue(Alice));

    QVERIFY(code);
    QCOMPARE(fixture.sender.lastCode(Alice), lost); // Nothing was sent.
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code->code, Somewhere))), u"accepted"_s);
}

void OneTimeCodeServiceTest::storesNothingThatMayNotBeDone()
{
    IdentityFixture fixture;
    const Error refusal{Error::Kind::Forbidden, QLatin1String("no"), u"No."_s};
    const auto refused =
        await(fixture.codes.issue(Alice, [refusal](Stores &) -> Result<> { return refusal; }));
    QCOMPARE(refused.error().code, QLatin1String("no"));
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, u"123456"_s, Somewhere))), u"otp_expired"_s);
}

void OneTimeCodeServiceTest::storesNoOperatorsCodeThatCannotBeUsed()
{
    IdentityFixture fixture;
    CpuPool full(1, 0);
    IdentityContext context{fixture.database, fixture.bus, full,
                            fixture.clock,    fixture.ids, fixture.security};
    OneTimeCodeService busy(context, fixture.sender, quickPolicy(), "pepper");
    bool isNoted = false;
    const auto note = [&isNoted](Stores &) -> Result<> {
        isNoted = true;
        return {};
    };

    QCOMPARE(codeOf(await(busy.issue(Alice, note))), u"busy"_s);
    const QString own = fixture.requestCode(Alice);
    QVERIFY2(!own.isEmpty(), "nothing stands in for it");
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, own, Somewhere))), u"accepted"_s);
    QVERIFY(!isNoted);

    const auto issued = await(fixture.codes.issue(Bob));
    QCOMPARE(codeOf(await(busy.issue(Bob))), u"busy"_s);
    QCOMPARE(codeOf(await(fixture.codes.verify(Bob, issued->code, Somewhere))), u"accepted"_s);
}

//! Clients ask for a code before they let anybody type one.
void OneTimeCodeServiceTest::leavesACodeAloneThatAnOperatorMade()
{
    IdentityFixture fixture;
    const auto issued = await(fixture.codes.issue(Alice));
    QVERIFY(issued);

    for (int i = 0; i < 2; ++i) { // As ever: nobody is to learn that there is such a code.
        const auto requested = await(fixture.codes.request(Alice, Somewhere));
        QVERIFY(requested);
        QCOMPARE(requested->retryAfter, quickPolicy().cooldown);
        QCOMPARE(codeOf(await(fixture.codes.request(Alice, Somewhere))), u"otp_cooldown"_s);
        fixture.clock.advance(quickPolicy().cooldown);
    }

    QVERIFY(!fixture.sender.lastCode(Alice));
    const auto verified = await(fixture.codes.verify(Alice, issued->code, Somewhere));
    QCOMPARE(codeOf(verified), u"accepted"_s);
    QVERIFY(await(fixture.database->write(
        [verified](Stores &stores) { return OneTimeCodeService::consume(stores, *verified); })));
    QVERIFY(await(fixture.codes.request(Alice, Somewhere)));
    QVERIFY(fixture.sender.lastCode(Alice)); // From then on as ever.
}

void OneTimeCodeServiceTest::makesCodesOfLetters()
{
    CodePolicy policy = quickPolicy();
    policy.alphabet = u"ABC"_s;
    policy.length = 10;
    IdentityFixture fixture(policy);

    const QString code = fixture.requestCode(Alice);

    static const QRegularExpression expected(u"^[ABC]{10}$"_s);
    QVERIFY2(expected.match(code).hasMatch(), qPrintable(code));
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code.toLower(), Somewhere))), u"accepted"_s);
}

void OneTimeCodeServiceTest::makesNobodyWaitForAClockThatWasSetBack()
{
    IdentityFixture fixture;
    fixture.requestCode(Alice);
    fixture.clock.advance(-std::chrono::hours(1));

    const QString code = fixture.requestCode(Alice);

    QCOMPARE(codeOf(await(fixture.codes.request(Alice, Somewhere))), u"otp_cooldown"_s);
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code, Somewhere))), u"accepted"_s);
}

void OneTimeCodeServiceTest::acceptsNoCodeFromBeforeTheClockWasSetBack()
{
    IdentityFixture fixture;
    const QString code = fixture.requestCode(Alice);
    const auto issued = await(fixture.codes.issue(Bob));

    fixture.clock.advance(-std::chrono::seconds(2)); // As clocks are corrected now and then.
    QCOMPARE(codeOf(await(fixture.codes.request(Alice, Somewhere))), u"otp_cooldown"_s);
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code, Somewhere))), u"accepted"_s);

    fixture.clock.advance(-std::chrono::hours(1)); // It would be good for so much longer.
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code, Somewhere))), u"otp_expired"_s);
    QCOMPARE(codeOf(await(fixture.codes.verify(Bob, issued->code, Somewhere))), u"accepted"_s);
}

void OneTimeCodeServiceTest::keepsNoCodeInTheDatabase()
{
    IdentityFixture fixture;
    const QString code = fixture.requestCode(Alice);

    const auto stored = await(fixture.database->read(
        [](Stores &stores) { return stores.oneTimeCodes.list(CodePurpose::SignIn, Alice); }));

    QCOMPARE(stored->size(), 1U);
    QVERIFY(stored->front().hash.startsWith("$2b$04$"));
    // Whoever has the database but not the pepper cannot try codes.
    OneTimeCodeService stranger(fixture.context, fixture.sender, quickPolicy(), "another pepper");
    QCOMPARE(codeOf(await(stranger.verify(Alice, code, Somewhere))), u"otp_invalid"_s);
}

void OneTimeCodeServiceTest::forgetsWhatEnded()
{
    IdentityFixture fixture;
    fixture.requestCode(Alice);
    fixture.clock.advance(std::chrono::minutes(6));

    QVERIFY(await(fixture.codes.tidy()));

    const auto stored = await(fixture.database->read(
        [](Stores &stores) { return stores.oneTimeCodes.list(CodePurpose::SignIn, Alice); }));
    QVERIFY(stored->empty());
}

void OneTimeCodeServiceTest::remembersWhoHasToWaitForLongerThanCodesLive()
{
    CodePolicy policy = quickPolicy();
    policy.cooldown = std::chrono::hours(1);
    IdentityFixture fixture(policy);
    const QString code = fixture.requestCode(Alice);
    fixture.clock.advance(std::chrono::minutes(6));
    QVERIFY(await(fixture.codes.tidy()));

    const auto tooSoon = await(fixture.codes.request(Alice, Somewhere));
    QCOMPARE(codeOf(tooSoon), u"otp_cooldown"_s);
    QCOMPARE(tooSoon.error().retryAfter, std::chrono::seconds(std::chrono::minutes(54)));
    QCOMPARE(codeOf(await(fixture.codes.verify(Alice, code, Somewhere))), u"otp_expired"_s);

    fixture.clock.advance(std::chrono::minutes(54));
    QVERIFY(await(fixture.codes.tidy()));
    const auto stored = await(fixture.database->read(
        [](Stores &stores) { return stores.oneTimeCodes.list(CodePurpose::SignIn, Alice); }));
    QVERIFY(stored->empty());
    QVERIFY(await(fixture.codes.request(Alice, Somewhere)));
}

QTEST_GUILESS_MAIN(OneTimeCodeServiceTest)
#include "tst_onetimecodeservice.moc"
