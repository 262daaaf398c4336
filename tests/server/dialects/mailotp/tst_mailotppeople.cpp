// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/mailotp/mailotpfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const auto Address = u"dora@example.org"_s;

} // namespace

class MailOtpPeopleTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_otp = std::make_unique<MailOtpFixture>(); }
    void cleanup() { m_otp.reset(); }

    void signsInWithAMailedCode();
    void takesACodeThatIsANumber_data();
    void takesACodeThatIsANumber();
    void refusesOtherCodes();
    void wantsAnAddress();
    void waitsBeforeAnotherCode();
    void showsOneselfAndAll();
    void showsStrangersNoAddress();
    void renamesOneselfAndRenewsTheToken();

private:
    MailOtpFixture::Outcome post(const QByteArray &path, const QJsonObject &params)
    {
        return m_otp->ask(Method::Post, path, UserId(), params);
    }
    QString mailedCode()
    {
        return m_otp->sender.lastCode({Identifier::Kind::Email, Address}).value_or(u"none"_s);
    }

    std::unique_ptr<MailOtpFixture> m_otp;
};

void MailOtpPeopleTest::signsInWithAMailedCode()
{
    QCOMPARE(m_otp->body(post("/api/v1/login", {{"email"_L1, Address}}))["message"_L1],
             QJsonValue(u"OTP sent to your mail"_s));
    const auto verified = post("/api/v1/verify", {{"email"_L1, Address}, {"otp"_L1, mailedCode()}});
    const QJsonObject body = m_otp->body(verified);
    QCOMPARE(body["message"_L1], QJsonValue(u"User Verified"_s));
    QCOMPARE(body["user"_L1]["email"_L1], QJsonValue(Address));
    QVERIFY(!body["token"_L1].toString().isEmpty());
    QVERIFY(verified->cookies.empty());
}

void MailOtpPeopleTest::takesACodeThatIsANumber_data()
{
    QTest::addColumn<QString>("code");
    for (const QString &code : {u"012345"_s, u"1234"_s, u"0123"_s, u"01234567"_s, u"9876543210"_s})
        QTest::newRow(qPrintable(code)) << code;
}

void MailOtpPeopleTest::takesACodeThatIsANumber()
{
    QFETCH(QString, code);
    CodePolicy policy{.length = int(code.size()), .bcryptCost = 4};
    policy.fixedCode = code;
    m_otp->codes.configure(policy);
    QVERIFY(post("/api/v1/login", {{"email"_L1, Address}}));
    const QJsonValue number(code.toLongLong()); // Zeros in front are lost with some clients.
    QVERIFY(post("/api/v1/verify", {{"email"_L1, Address}, {"otp"_L1, number}}));
}

void MailOtpPeopleTest::refusesOtherCodes()
{
    QVERIFY(post("/api/v1/login", {{"email"_L1, Address}}));
    const QString other = mailedCode() == u"111111"_s ? u"222222"_s : u"111111"_s;
    const auto wrong = post("/api/v1/verify", {{"email"_L1, Address}, {"otp"_L1, other}});
    QCOMPARE(m_otp->complaint(wrong), u"Invalid or expired OTP"_s);
    QCOMPARE(m_otp->kindOf(wrong), Error::Kind::InvalidInput);
    const auto unreadable = post("/api/v1/verify", {{"email"_L1, "dora"_L1}, {"otp"_L1, other}});
    QCOMPARE(m_otp->complaint(unreadable), m_otp->complaint(wrong));
    QCOMPARE(m_otp->complaint(post("/api/v1/verify", {{"email"_L1, Address}})),
             u"Email or OTP required"_s);
}

void MailOtpPeopleTest::wantsAnAddress()
{
    for (const QJsonObject &params : {QJsonObject(), QJsonObject{{"email"_L1, "dora"_L1}}})
        QCOMPARE(m_otp->complaint(post("/api/v1/login", params)), u"A valid email is required"_s);
}

void MailOtpPeopleTest::waitsBeforeAnotherCode()
{
    QVERIFY(post("/api/v1/login", {{"email"_L1, Address}}));
    const auto again = post("/api/v1/login", {{"email"_L1, Address}});
    QCOMPARE(m_otp->kindOf(again), Error::Kind::RateLimited);
    QCOMPARE(m_otp->complaint(again),
             u"Too many requests. Please wait before requesting new OTP"_s);
}

void MailOtpPeopleTest::showsOneselfAndAll()
{
    const QJsonObject me = m_otp->body(m_otp->ask(Method::Get, "/api/v1/me", m_otp->alice));
    QCOMPARE(me["_id"_L1], QJsonValue(m_otp->alice.toString()));
    QCOMPARE(me["user"_L1]["_id"_L1], me["_id"_L1]);
    const auto all = m_otp->ask(Method::Get, "/api/v1/user/all", m_otp->alice);
    QCOMPARE(all->body.value().toArray().size(), 4);
}

void MailOtpPeopleTest::showsStrangersNoAddress()
{
    QVERIFY(post("/api/v1/login", {{"email"_L1, Address}}));
    const QJsonObject signedIn =
        m_otp->body(post("/api/v1/verify", {{"email"_L1, Address}, {"otp"_L1, mailedCode()}}));
    const QByteArray path = "/api/v1/user/" + signedIn["user"_L1]["_id"_L1].toString().toLatin1();
    const QJsonObject toFriend = m_otp->body(m_otp->ask(Method::Get, path, m_otp->alice));
    QCOMPARE(toFriend["email"_L1], QJsonValue(Address));
    const QJsonObject toStranger = m_otp->body(m_otp->ask(Method::Get, path, UserId()));
    QCOMPARE(toStranger["name"_L1], toFriend["name"_L1]);
    QVERIFY(!toStranger.contains("email"_L1));
    const auto nobody = m_otp->ask(Method::Get, "/api/v1/user/7", UserId());
    QCOMPARE(m_otp->kindOf(nobody), Error::Kind::NotFound);
}

void MailOtpPeopleTest::renamesOneselfAndRenewsTheToken()
{
    QVERIFY(post("/api/v1/login", {{"email"_L1, Address}}));
    QVERIFY(post("/api/v1/verify", {{"email"_L1, Address}, {"otp"_L1, mailedCode()}}));
    const auto dora = await(m_otp->database->read(
        [](Stores &stores) { return stores.accounts.findByIdentifier(*parseEmail(Address)); }));
    Call call;
    call.caller.user = dora->id;
    call.caller.session = await(m_otp->sessions.list(dora->id))->front().id;
    call.params = {{"name"_L1, "Dora"_L1}};
    const EndpointRow *row = m_otp->pageTable->findRoute(Method::Put, "/api/v1/update/user").row;
    QCOMPARE(row, m_otp->pageTable->findRoute(Method::Post, "/api/v1/user/update").row);
    const QJsonObject body = m_otp->body(await(row->endpoint.handler(call)));
    QCOMPARE(body["user"_L1]["name"_L1], QJsonValue(u"Dora"_s));
    QVERIFY(!body["token"_L1].toString().isEmpty());
}

QTEST_GUILESS_MAIN(MailOtpPeopleTest)
#include "tst_mailotppeople.moc"
