// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/mern/mernfixture.h"
#include "tests/support/picture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QJsonObject Registration{{"email"_L1, "dora@example.org"_L1},
                               {"password"_L1, "secret password"_L1},
                               {"name"_L1, "Dora"_L1}};

} // namespace

class MernAuthTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_mern = std::make_unique<MernFixture>(); }
    void cleanup() { m_mern.reset(); }

    void registersUnderAnyOfTheFamilysNames();
    void mailsALinkThatProvesTheAddress();
    void wantsEveryFieldOfARegistration();
    void saysWhatIsWrongWithARegistration_data();
    void saysWhatIsWrongWithARegistration();
    void registersEvenIfThePictureIsNone();
    void signsInWithTheRightPasswordOnly();
    void refreshesByBodyOrCookie();
    void showsOneself();

private:
    MernFixture::Outcome post(const QByteArray &path, const QJsonObject &params)
    {
        return m_mern->ask(Method::Post, path, UserId(), params);
    }

    std::unique_ptr<MernFixture> m_mern;
};

void MernAuthTest::registersUnderAnyOfTheFamilysNames()
{
    for (const QLatin1String name : {"name"_L1, "fullName"_L1, "username"_L1}) {
        const auto outcome = post("/api/auth/register",
                                  {{"email"_L1, name + u"@example.org"_s},
                                   {"password"_L1, "secret password"_L1},
                                   {name, "Dora Explores"_L1}});
        const QJsonObject body = m_mern->body(outcome);
        QCOMPARE(outcome->outcome, Answer::Outcome::Created);
        QCOMPARE(body["user"_L1]["name"_L1], QJsonValue(u"Dora Explores"_s));
        QCOMPARE(body["name"_L1], body["user"_L1]["name"_L1]);
        QCOMPARE(body["token"_L1], body["accessToken"_L1]);
        QVERIFY(!body["refreshToken"_L1].toString().isEmpty());
        QCOMPARE(outcome->cookies.size(), 3u);
    }
}

void MernAuthTest::mailsALinkThatProvesTheAddress()
{
    QVERIFY(post("/api/auth/register", Registration));
    const auto proven = await(m_mern->verification.verify(m_mern->mailedToken()));
    QVERIFY(proven && proven->isEmailVerified);
    QCOMPARE(proven->email, u"dora@example.org"_s);
}

void MernAuthTest::wantsEveryFieldOfARegistration()
{
    for (const QString &field : Registration.keys()) {
        QJsonObject params = Registration;
        params.remove(field);
        const auto outcome = post("/api/auth/register", params);
        QCOMPARE(m_mern->kindOf(outcome), Error::Kind::InvalidInput);
        QCOMPARE(m_mern->complaint(outcome), u"Validation failed"_s);
        QCOMPARE(m_mern->details(outcome), u"Please fill all the fields"_s);
    }
}

void MernAuthTest::saysWhatIsWrongWithARegistration_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::newRow("no address") << u"email"_s << u"dora at example"_s;
    QTest::newRow("short password") << u"password"_s << u"short"_s;
    QTest::newRow("long password") << u"password"_s << QString(2000, u'x');
}

void MernAuthTest::saysWhatIsWrongWithARegistration()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QJsonObject params = Registration;
    params[field] = value;
    const auto outcome = post("/api/auth/register", params);
    QCOMPARE(m_mern->kindOf(outcome), Error::Kind::InvalidInput);
    QCOMPARE(m_mern->complaint(outcome), u"Validation failed"_s);
    QVERIFY(m_mern->details(outcome).contains(field));
}

void MernAuthTest::registersEvenIfThePictureIsNone()
{
    Call call;
    call.params = Registration;
    m_mern->attach(call, "no picture at all");
    const auto plain = m_mern->ask(Method::Post, "/api/auth/register", call);
    QVERIFY(plain);
    QCOMPARE(m_mern->body(plain)["avatar"_L1], QJsonValue(QString()));
    call.params["email"_L1] = u"other@example.org"_s;
    m_mern->attach(call, pngPicture());
    const auto pictured = m_mern->ask(Method::Post, "/api/auth/register", call);
    QVERIFY(
        m_mern->body(pictured)["avatar"_L1].toString().startsWith(u"https://chat.example.org/"_s));
}

void MernAuthTest::signsInWithTheRightPasswordOnly()
{
    QVERIFY(post("/api/auth/register", Registration));
    QJsonObject params = Registration;
    const auto right = post("/api/auth/login", params);
    QCOMPARE(m_mern->body(right)["message"_L1], QJsonValue(u"Login successful"_s));
    params["password"_L1] = u"another password"_s;
    const auto wrong = post("/api/auth/login", params);
    params["email"_L1] = u"nobody@example.org"_s;
    const auto unknown = post("/api/auth/login", params);
    params["email"_L1] = u"no address"_s;
    const auto unreadable = post("/api/auth/login", params);
    for (const auto &outcome : {wrong, unknown, unreadable}) {
        QCOMPARE(m_mern->complaint(outcome), u"Invalid credentials"_s);
        QCOMPARE(m_mern->kindOf(outcome), Error::Kind::InvalidInput);
    }
    const auto empty = post("/api/auth/login", {});
    QCOMPARE(m_mern->complaint(empty), u"Please fill all the fields"_s);
}

void MernAuthTest::refreshesByBodyOrCookie()
{
    const QJsonObject first = m_mern->body(post("/api/auth/register", Registration));
    const QString token = first["refreshToken"_L1].toString();
    const auto second = post("/api/auth/refresh-token", {{"refreshToken"_L1, token}});
    const QString child = m_mern->body(second)["refreshToken"_L1].toString();
    QVERIFY(!child.isEmpty() && child != token);
    Call call;
    call.cookies.insert("refreshToken", child.toLatin1());
    const auto third = m_mern->ask(Method::Post, "/api/auth/refresh-token", call);
    QVERIFY(!m_mern->body(third)["accessToken"_L1].toString().isEmpty());
    const auto none = post("/api/auth/refresh-token", {});
    QCOMPARE(m_mern->complaint(none), u"refresh token Missing"_s);
    QCOMPARE(m_mern->kindOf(none), Error::Kind::Unauthenticated);
}

void MernAuthTest::showsOneself()
{
    const QJsonObject me = m_mern->body(m_mern->ask(Method::Get, "/api/auth/me", m_mern->alice));
    QCOMPARE(me["_id"_L1], QJsonValue(m_mern->alice.toString()));
    QCOMPARE(me["user"_L1]["_id"_L1], me["_id"_L1]);
    QCOMPARE(me["success"_L1], QJsonValue(true));
}

QTEST_GUILESS_MAIN(MernAuthTest)
#include "tst_mernauth.moc"
