// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/sessioncookies.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SessionCookiesTest : public QObject
{
    Q_OBJECT

private slots:
    void lastAWeek();
    void areKeptFromScripts();
    void areForgottenTogether();
};

void SessionCookiesTest::lastAWeek()
{
    Call call;
    call.caller.userAgent = u"page/1"_s;
    const SignIn signIn = longSignIn(call, "cookie"_L1);
    QCOMPARE(signIn.dialect, u"cookie"_s);
    QCOMPARE(signIn.userAgent, u"page/1"_s);
    QVERIFY(signIn.accessLifetime == std::chrono::hours(7 * 24));
}

void SessionCookiesTest::areKeptFromScripts()
{
    const SignedIn signedIn{{}, {}, "access", "refresh"};
    for (const Cookie &cookie : sessionCookies(signedIn)) {
        QVERIFY(cookie.readers == Cookie::Readers::Server);
        QVERIFY(cookie.lifetime >= LongAccess);
        QCOMPARE(cookie.value, QByteArray(cookie.name == "refreshToken" ? "refresh" : "access"));
    }
}

void SessionCookiesTest::areForgottenTogether()
{
    const auto given = sessionCookies({});
    const auto forgotten = forgottenCookies();
    QCOMPARE(forgotten.size(), given.size());
    for (size_t i = 0; i < given.size(); ++i) {
        QCOMPARE(forgotten[i].name, given[i].name);
        QVERIFY(forgotten[i].lifetime == std::chrono::seconds::zero());
    }
}

QTEST_GUILESS_MAIN(SessionCookiesTest)
#include "tst_sessioncookies.moc"
