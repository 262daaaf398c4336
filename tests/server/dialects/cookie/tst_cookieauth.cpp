// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/cookie/cookiefixture.h"
#include "tests/support/picture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QJsonObject Registration{{"fullName"_L1, "Dora"_L1},
                               {"email"_L1, "dora@example.org"_L1},
                               {"password"_L1, "secret password"_L1}};

} // namespace

class CookieAuthTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_cookie = std::make_unique<CookieFixture>(); }
    void cleanup() { m_cookie.reset(); }

    void signsUpAndKeepsTheTokenInACookie();
    void mailsALinkThatProvesTheAddress();
    void wantsEveryFieldOfASignUp();
    void refusesAnAddressThatIsTaken();
    void refusesAShortPassword();
    void endsTheSessionAndForgetsTheCookies();
    void saysWhoTheCallerIs();
    void changesThePicture();

private:
    std::unique_ptr<CookieFixture> m_cookie;
};

void CookieAuthTest::signsUpAndKeepsTheTokenInACookie()
{
    const auto outcome = m_cookie->ask(Method::Post, "/api/auth/signup", UserId(), Registration);
    const QJsonObject body = m_cookie->body(outcome);
    QCOMPARE(outcome->outcome, Answer::Outcome::Created);
    QCOMPARE(body["fullName"_L1], QJsonValue(u"Dora"_s));
    QCOMPARE(body["email"_L1], QJsonValue(u"dora@example.org"_s));
    QVERIFY(!body.contains("token"_L1));
    QVERIFY(!outcome->cookies.empty());
    QCOMPARE(outcome->cookies.front().name, QByteArray("jwt"));
    QCOMPARE(outcome->cookies.front().readers, Cookie::Readers::Server);
}

//! So that who signs in with a code later has proven the address, and keeps the password.
void CookieAuthTest::mailsALinkThatProvesTheAddress()
{
    QVERIFY(m_cookie->ask(Method::Post, "/api/auth/signup", UserId(), Registration));
    const auto proven = await(m_cookie->verification.verify(m_cookie->mailedToken()));
    QVERIFY(proven);
    QCOMPARE(proven->email, u"dora@example.org"_s);
    QVERIFY(proven->isEmailVerified);
}

void CookieAuthTest::wantsEveryFieldOfASignUp()
{
    for (const QString &field : Registration.keys()) {
        QJsonObject params = Registration;
        params.remove(field);
        const auto outcome = m_cookie->ask(Method::Post, "/api/auth/signup", UserId(), params);
        QCOMPARE(m_cookie->complaint(outcome), u"Please fill all the fields"_s);
        QCOMPARE(m_cookie->kindOf(outcome), Error::Kind::InvalidInput);
    }
}

void CookieAuthTest::refusesAnAddressThatIsTaken()
{
    QVERIFY(m_cookie->ask(Method::Post, "/api/auth/signup", UserId(), Registration));
    const auto again = m_cookie->ask(Method::Post, "/api/auth/signup", UserId(), Registration);
    QCOMPARE(m_cookie->complaint(again), u"User already exists"_s);
}

void CookieAuthTest::refusesAShortPassword()
{
    QJsonObject params = Registration;
    params["password"_L1] = u"12345"_s;
    const auto outcome = m_cookie->ask(Method::Post, "/api/auth/signup", UserId(), params);
    QCOMPARE(m_cookie->complaint(outcome), u"Password must be at least 6 characters long"_s);
}

void CookieAuthTest::endsTheSessionAndForgetsTheCookies()
{
    QVERIFY(m_cookie->ask(Method::Post, "/api/auth/signup", UserId(), Registration));
    const auto dora = await(m_cookie->database->read([](Stores &stores) {
        return stores.accounts.findByIdentifier(*parseEmail(u"dora@example.org"_s));
    }));
    const auto live = await(m_cookie->sessions.list(dora->id));
    QCOMPARE(live->size(), 1u);
    const EndpointRow *row = m_cookie->pageTable->findRoute(Method::Post, "/api/auth/logout").row;
    Call call;
    call.caller.user = dora->id;
    call.caller.session = live->front().id;
    const auto outcome = await(row->endpoint.handler(call));
    QVERIFY(outcome);
    for (const Cookie &cookie : outcome->cookies)
        QVERIFY(cookie.value.isEmpty());
    QCOMPARE(outcome->cookies.size(), 3u);
    QVERIFY(await(m_cookie->sessions.list(dora->id))->empty());
    QVERIFY(await(row->endpoint.handler(Call()))); // A stranger is told to forget, too.
}

void CookieAuthTest::saysWhoTheCallerIs()
{
    const QString alice = m_cookie->alice.toString();
    const QJsonObject checked =
        m_cookie->body(m_cookie->ask(Method::Get, "/api/auth/check", m_cookie->alice));
    QCOMPARE(checked["_id"_L1], QJsonValue(alice));
    const QJsonObject valid =
        m_cookie->body(m_cookie->ask(Method::Get, "/api/auth/validate", m_cookie->alice));
    QCOMPARE(valid["valid"_L1], QJsonValue(true));
    QCOMPARE(valid["user"_L1], QJsonValue(checked));
}

void CookieAuthTest::changesThePicture()
{
    Call call;
    call.caller.user = m_cookie->alice;
    const auto none = m_cookie->ask(Method::Put, "/api/auth/update-profile", call);
    QCOMPARE(m_cookie->complaint(none), u"Profile pic required"_s);
    m_cookie->attach(call, pngPicture());
    const QJsonObject changed =
        m_cookie->body(m_cookie->ask(Method::Put, "/api/auth/update-profile", call));
    QVERIFY(changed["profilePic"_L1].toString().startsWith(u"https://chat.example.org/"_s));
    const auto alice = await(m_cookie->people.find(m_cookie->alice));
    QVERIFY(changed["profilePic"_L1].toString().endsWith(alice->avatarUrl));
}

QTEST_GUILESS_MAIN(CookieAuthTest)
#include "tst_cookieauth.moc"
