// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/whispr/whisprfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const auto Address = u"dora@example.org"_s;
const auto Password = u"a long enough one"_s;

QJsonObject registration()
{
    return {{"username"_L1, "dora.explores"_L1},
            {"email"_L1, Address},
            {"password"_L1, Password},
            {"bio"_L1, "hello"_L1}};
}

} // namespace

class WhisprAuthTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_whispr = std::make_unique<WhisprFixture>(); }
    void cleanup() { m_whispr.reset(); }

    void makesAnAccount();
    void wantsWhatTheFamilyWants_data();
    void wantsWhatTheFamilyWants();
    void makesAnAccountEvenIfThePictureIsNone();
    void signsInWithPasswordAndCode();
    void sendsNoCodeForAWrongPassword();
    void refusesWrongCodes();
    void takesAShortCodeForNoGuess();
    void takesCodesOfTheLengthThatIsSet_data();
    void takesCodesOfTheLengthThatIsSet();
    void waitsBeforeAnotherCode();
    void refreshesByBodyOrCookie();
    void wantsARefreshToken();
    void provesTheAddressByTheMailedLink();
    void provesNothingByAnOldLink();
    void choosesANewPassword();
    void offersNoGoogle();

private:
    using Outcome = WhisprFixture::Outcome;

    Outcome post(const QByteArray &path, const QJsonObject &params)
    {
        return m_whispr->ask(Method::Post, path, UserId(), params);
    }
    QString mailedCode()
    {
        return m_whispr->sender.lastCode({Identifier::Kind::Email, Address}).value_or(u"none"_s);
    }
    Outcome signIn()
    {
        if (!post("/v1/auth/register", registration())
            || !post("/v1/auth/login", {{"email"_L1, Address}, {"password"_L1, Password}}))
            qFatal("cannot sign in");
        return post("/v1/auth/verify-otp", {{"email"_L1, Address}, {"otp"_L1, mailedCode()}});
    }

    std::unique_ptr<WhisprFixture> m_whispr;
};

void WhisprAuthTest::makesAnAccount()
{
    const auto outcome = post("/v1/auth/register", registration());
    QVERIFY(outcome);
    QCOMPARE(outcome->outcome, Answer::Outcome::Created);
    QVERIFY(outcome->cookies.empty());
    QCOMPARE(m_whispr->body(outcome),
             (QJsonObject{{"success"_L1, true},
                          {"user"_L1,
                           QJsonObject{{"username"_L1, "dora.explores"_L1},
                                       {"email"_L1, Address},
                                       {"isVerified"_L1, false}}},
                          {"message"_L1, "Account created successfully"_L1}}));
    const auto again = post("/v1/auth/register", registration());
    QCOMPARE(m_whispr->complaint(again), u"User already exists"_s);
    QCOMPARE(m_whispr->kindOf(again), Error::Kind::InvalidInput);
}

void WhisprAuthTest::wantsWhatTheFamilyWants_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no name") << u"username"_s << QJsonValue();
    QTest::newRow("short name") << u"username"_s << QJsonValue(u"dora"_s);
    QTest::newRow("long name") << u"username"_s << QJsonValue(QString(31, u'd'));
    QTest::newRow("a blank in the name") << u"username"_s << QJsonValue(u"dora explores"_s);
    QTest::newRow("digits only") << u"username"_s << QJsonValue(u"1234567"_s);
    QTest::newRow("no e-mail address") << u"email"_s << QJsonValue(u"dora at example"_s);
    QTest::newRow("long password") << u"password"_s << QJsonValue(QString(2000, u'x'));
    QTest::newRow("no address") << u"email"_s << QJsonValue();
    QTest::newRow("long address") << u"email"_s << QJsonValue(QString(300, u'd') + u"@x.org"_s);
    QTest::newRow("short password") << u"password"_s << QJsonValue(u"12345"_s);
    QTest::newRow("a number") << u"password"_s << QJsonValue(123456789);
}

void WhisprAuthTest::wantsWhatTheFamilyWants()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QJsonObject params = registration();
    params[field] = value;
    const auto outcome = post("/v1/auth/register", params);
    QCOMPARE(m_whispr->kindOf(outcome), Error::Kind::InvalidInput);
    QCOMPARE(m_whispr->complaint(outcome), u"Validation failed"_s);
    QVERIFY(m_whispr->details(outcome).contains(field));
}

void WhisprAuthTest::makesAnAccountEvenIfThePictureIsNone()
{
    Call call;
    call.params = registration();
    m_whispr->attach(call, "no picture at all");
    QVERIFY(m_whispr->ask(Method::Post, "/v1/auth/register", call));
}

void WhisprAuthTest::signsInWithPasswordAndCode()
{
    QVERIFY(post("/v1/auth/register", registration()));
    const auto begun = post("/v1/auth/login", {{"email"_L1, Address}, {"password"_L1, Password}});
    QCOMPARE(m_whispr->body(begun),
             (QJsonObject{{"success"_L1, true},
                          {"message"_L1, "Login successful please verify OTP"_L1}}));
    QVERIFY(begun->cookies.empty());

    const auto verified =
        post("/v1/auth/verify-otp", {{"email"_L1, Address}, {"otp"_L1, mailedCode()}});
    const QJsonObject body = m_whispr->body(verified);
    QCOMPARE(body["message"_L1], QJsonValue(u"Otp successfully verified"_s));
    QCOMPARE(body["data"_L1]["username"_L1], QJsonValue(u"dora.explores"_s));
    QCOMPARE(verified->cookies.size(), 2u);
    const Cookie &access = verified->cookies[0];
    QCOMPARE(access.name, QByteArray("accessToken"));
    QCOMPARE(QString::fromLatin1(access.value), body["accessToken"_L1].toString());
    QCOMPARE(access.readers, Cookie::Readers::Scripts);
    QCOMPARE(access.lifetime, std::chrono::minutes(15));
    const Cookie &refresh = verified->cookies[1];
    QCOMPARE(refresh.name, QByteArray("refreshToken"));
    QCOMPARE(QString::fromLatin1(refresh.value), body["refreshToken"_L1].toString());
    QCOMPARE(refresh.readers, Cookie::Readers::Server);
}

void WhisprAuthTest::sendsNoCodeForAWrongPassword()
{
    QVERIFY(post("/v1/auth/register", registration()));
    for (const QString &address : {Address, u"nobody@example.org"_s}) {
        const auto refused =
            post("/v1/auth/login", {{"email"_L1, address}, {"password"_L1, "wrong one"_L1}});
        QCOMPARE(m_whispr->complaint(refused), u"invalid credentials"_s);
        QCOMPARE(m_whispr->kindOf(refused), Error::Kind::InvalidInput);
    }
    QCOMPARE(mailedCode(), u"none"_s);
}

void WhisprAuthTest::refusesWrongCodes()
{
    QVERIFY(post("/v1/auth/register", registration()));
    QVERIFY(post("/v1/auth/login", {{"email"_L1, Address}, {"password"_L1, Password}}));
    const QString wrong = mailedCode() == u"000000"_s ? u"111111"_s : u"000000"_s;
    const auto refused = post("/v1/auth/verify-otp", {{"email"_L1, Address}, {"otp"_L1, wrong}});
    QCOMPARE(m_whispr->complaint(refused), u"Invalid OTP"_s);
    QCOMPARE(m_whispr->complaint(post("/v1/auth/verify-otp", {{"email"_L1, Address}})),
             u"Otp and email is required"_s);
    m_whispr->clock.advance(std::chrono::minutes(6));
    const auto late =
        post("/v1/auth/verify-otp", {{"email"_L1, Address}, {"otp"_L1, mailedCode()}});
    QCOMPARE(m_whispr->complaint(late), u"Expired Otp"_s);
}

void WhisprAuthTest::takesAShortCodeForNoGuess()
{
    QVERIFY(post("/v1/auth/register", registration()));
    QVERIFY(post("/v1/auth/login", {{"email"_L1, Address}, {"password"_L1, Password}}));
    for (int i = 0; i < 5; ++i) {
        const auto refused =
            post("/v1/auth/verify-otp", {{"email"_L1, Address}, {"otp"_L1, "12345"_L1}});
        QCOMPARE(m_whispr->complaint(refused), u"Validation failed"_s);
    }
    QVERIFY(post("/v1/auth/verify-otp", {{"email"_L1, Address}, {"otp"_L1, mailedCode()}}));
}

void WhisprAuthTest::takesCodesOfTheLengthThatIsSet_data()
{
    QTest::addColumn<int>("length");
    QTest::newRow("the shortest") << 4;
    QTest::newRow("below the usual") << 5;
    QTest::newRow("the longest") << 10;
}

void WhisprAuthTest::takesCodesOfTheLengthThatIsSet()
{
    QFETCH(int, length);
    m_whispr->codes.configure({.length = length, .bcryptCost = 4});
    QVERIFY(post("/v1/auth/register", registration()));
    QVERIFY(post("/v1/auth/login", {{"email"_L1, Address}, {"password"_L1, Password}}));
    QCOMPARE(mailedCode().size(), length);
    const auto shorter =
        post("/v1/auth/verify-otp", {{"email"_L1, Address}, {"otp"_L1, mailedCode().left(3)}});
    QCOMPARE(m_whispr->complaint(shorter), u"Validation failed"_s);
    QVERIFY(post("/v1/auth/verify-otp", {{"email"_L1, Address}, {"otp"_L1, mailedCode()}}));
}

void WhisprAuthTest::waitsBeforeAnotherCode()
{
    QVERIFY(post("/v1/auth/register", registration()));
    QVERIFY(post("/v1/auth/login", {{"email"_L1, Address}, {"password"_L1, Password}}));
    const auto early = post("/v1/auth/resend-otp", {{"email"_L1, Address}});
    QCOMPARE(m_whispr->kindOf(early), Error::Kind::RateLimited);
    QVERIFY2(m_whispr->complaint(early).startsWith(
                 u"An OTP was recently sent. Please wait 60 seconds"_s),
             qPrintable(m_whispr->complaint(early)));
    m_whispr->clock.advance(std::chrono::seconds(61));
    QCOMPARE(m_whispr->body(post("/v1/auth/resend-otp", {{"email"_L1, Address}}))["message"_L1],
             QJsonValue(u"otp sent to your mail"_s));
}

void WhisprAuthTest::refreshesByBodyOrCookie()
{
    const QString first = m_whispr->body(signIn())["refreshToken"_L1].toString();
    // A client that keeps what it got at first uses it over and over.
    QString next;
    for (int i = 0; i < 3; ++i) {
        const auto refreshed =
            post("/v1/auth/refresh-token", {{"refreshToken"_L1, first}, {"email"_L1, Address}});
        QCOMPARE(m_whispr->body(refreshed)["success"_L1], QJsonValue(true));
        QVERIFY(!m_whispr->body(refreshed)["accessToken"_L1].toString().isEmpty());
        next = m_whispr->body(refreshed)["refreshToken"_L1].toString();
    }
    // A browser sends its newest cookie.
    Call call;
    call.cookies.insert("refreshToken", next.toLatin1());
    const auto refreshed = m_whispr->ask(Method::Post, "/v1/auth/refresh-token", call);
    QVERIFY(refreshed);
    QCOMPARE(refreshed->cookies.size(), 2u);
    QVERIFY(QString::fromLatin1(refreshed->cookies[1].value) != next);
}

void WhisprAuthTest::wantsARefreshToken()
{
    const auto none = post("/v1/auth/refresh-token", {});
    QCOMPARE(m_whispr->complaint(none), u"refresh token Missing"_s);
    QCOMPARE(m_whispr->kindOf(none), Error::Kind::Unauthenticated);
    const QString token = m_whispr->body(signIn())["refreshToken"_L1].toString();
    m_whispr->clock.advance(std::chrono::hours(24 * 31));
    const auto late = post("/v1/auth/refresh-token", {{"refreshToken"_L1, token}});
    QCOMPARE(m_whispr->complaint(late), u"Token has expired"_s);
}

void WhisprAuthTest::provesTheAddressByTheMailedLink()
{
    QVERIFY(post("/v1/auth/register", registration()));
    const QString token = m_whispr->mailedToken();
    QVERIFY(!token.isEmpty());
    const auto proven =
        m_whispr->ask(Method::Get, "/v1/auth/verify-email", UserId(), {{"token"_L1, token}});
    QCOMPARE(m_whispr->body(proven)["message"_L1],
             QJsonValue(u"Email verified successfully please login"_s));
    for (const QString &worn : {token, u"nonsense"_s, QString()}) {
        const auto refused =
            m_whispr->ask(Method::Get, "/v1/auth/verify-email", UserId(), {{"token"_L1, worn}});
        QCOMPARE(m_whispr->kindOf(refused), Error::Kind::InvalidInput);
    }
}

void WhisprAuthTest::provesNothingByAnOldLink()
{
    QVERIFY(post("/v1/auth/register", registration()));
    const QString token = m_whispr->mailedToken();
    m_whispr->clock.advance(std::chrono::hours(1));
    const auto late =
        m_whispr->ask(Method::Get, "/v1/auth/verify-email", UserId(), {{"token"_L1, token}});
    QCOMPARE(m_whispr->kindOf(late), Error::Kind::Gone);
}

void WhisprAuthTest::choosesANewPassword()
{
    QVERIFY(signIn());
    const Identifier dora{Identifier::Kind::Email, Address};
    const UserId user = m_whispr->orFatal(await(m_whispr->people.findByIdentifier(dora))).id;
    Call call;
    call.caller.user = user;
    const auto change = [&](const QString &password, const QString &dialect = u"whispr"_s) {
        call.caller.dialect = dialect;
        call.params = {{"newPassword"_L1, password}};
        return m_whispr->ask(Method::Post, "/v1/auth/reset-password", call);
    };
    const auto foreign = change(u"quite another one"_s, u"phone"_s);
    QCOMPARE(m_whispr->kindOf(foreign), Error::Kind::Forbidden);
    QCOMPARE(m_whispr->kindOf(change(Password)), Error::Kind::InvalidInput);
    QCOMPARE(m_whispr->kindOf(change(u"short"_s)), Error::Kind::InvalidInput);
    const auto changed = change(u"quite another one"_s);
    QVERIFY(changed);
    QCOMPARE(changed->outcome, Answer::Outcome::Created);
    QCOMPARE(m_whispr->body(changed)["message"_L1], QJsonValue(u"Password successfully updated"_s));
    QVERIFY(!post("/v1/auth/login", {{"email"_L1, Address}, {"password"_L1, Password}}));
}

void WhisprAuthTest::offersNoGoogle()
{
    QCOMPARE(m_whispr->kindOf(post("/v1/auth/sign-in-with-google", {})), Error::Kind::NotOffered);
}

QTEST_GUILESS_MAIN(WhisprAuthTest)
#include "tst_whisprauth.moc"
