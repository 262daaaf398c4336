// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/inprocessbus.h"
#include "server/services/identity/lastseen.h"
#include "server/services/identity/revokedsessions.h"
#include "server/services/identity/sessionauthenticator.h"
#include "server/services/identity/suspendedusers.h"
#include "server/services/identity/tokenverifier.h"
#include "tests/server/services/identity/forgedtoken.h"
#include "tests/support/movableclock.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class SessionAuthenticatorTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhyItRefuses_data();
    void saysWhyItRefuses();
    void refusesARevokedSessionAtOnceAlthoughItsTokenIsKnown();
    void refusesWhoIsSuspendedWithoutASessionToo();
    void notesThatASessionWasSeen();

private:
    QByteArray token() const { return tokenOf(claims()); }
    QByteArray claims() const
    {
        return toClaims({UserId(7), SessionId(8), u"phone-1"_s, {}, u"phone"_s, {}}, {},
                        m_clock.now());
    }
    static QByteArray tokenOf(const QByteArray &claims)
    {
        return forge(R"({"alg":"RS256","kid":"k1"})", claims, testKey());
    }

    MovableClock m_clock;
    TestKeyRing m_keys{m_clock};
    TokenVerifier m_tokens{*m_keys, m_clock, {}};
    InProcessBus m_bus;
    RevokedSessions m_revoked{m_bus, m_clock, std::chrono::minutes(15)};
    SuspendedUsers m_suspended{m_clock};
    LastSeen m_lastSeen;
    SessionAuthenticator m_authenticator{m_tokens, m_revoked, m_suspended, m_lastSeen, m_clock};
};

void SessionAuthenticatorTest::saysWhyItRefuses_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("message");

    const QByteArray good = token();
    m_clock.advance(std::chrono::minutes(16));
    QTest::newRow("none") << QByteArray() << u"Authentication required"_s;
    QTest::newRow("too old") << good << u"Token expired"_s;
    QTest::newRow("nonsense") << QByteArray("nonsense") << u"Invalid token"_s;
}

void SessionAuthenticatorTest::saysWhyItRefuses()
{
    QFETCH(QByteArray, token);
    QFETCH(QString, message);

    const auto identity = m_authenticator.authenticate(token);

    QVERIFY(!identity);
    QCOMPARE(identity.error().kind, Error::Kind::Unauthenticated);
    QCOMPARE(identity.error().message, message);
}

void SessionAuthenticatorTest::refusesARevokedSessionAtOnceAlthoughItsTokenIsKnown()
{
    const QByteArray known = token();
    QVERIFY(m_authenticator.authenticate(known));

    m_bus.publish({SessionRevoked{SessionId(8), UserId(7)}, {UserId(7)}, {}});

    for (const QByteArray &refused : {known, token()}) {
        const auto identity = m_authenticator.authenticate(refused);
        QVERIFY(!identity);
        QCOMPARE(identity.error().code, "invalid_token"_L1);
    }
}

void SessionAuthenticatorTest::refusesWhoIsSuspendedWithoutASessionToo()
{
    const TokenVerifier lenient(*m_keys, m_clock, {.requireSession = false});
    const SessionAuthenticator authenticator(lenient, m_revoked, m_suspended, m_lastSeen, m_clock);
    QJsonObject outsider = QJsonDocument::fromJson(claims()).object();
    outsider.remove("sid"_L1);
    const QByteArray theirs = tokenOf(QJsonDocument(outsider).toJson(QJsonDocument::Compact));
    QVERIFY(authenticator.authenticate(theirs));

    m_suspended.put(UserId(7), m_clock.now() + std::chrono::minutes(1));

    for (const QByteArray &refused : {theirs, token()})
        QCOMPARE(authenticator.authenticate(refused).error().code, "invalid_token"_L1);
    m_clock.advance(std::chrono::minutes(1));
    QVERIFY(authenticator.authenticate(theirs));
}

void SessionAuthenticatorTest::notesThatASessionWasSeen()
{
    m_revoked.forget();
    (void)m_lastSeen.take();
    m_clock.advance(std::chrono::hours(1));
    m_revoked.forget();

    QVERIFY(m_authenticator.authenticate(token()));
    QVERIFY(!m_authenticator.authenticate("nonsense"));

    const auto seen = m_lastSeen.take();
    QCOMPARE(seen.size(), size_t(1));
    QCOMPARE(seen[0].session, SessionId(8));
    QCOMPARE(seen[0].at, m_clock.now());
}

QTEST_GUILESS_MAIN(SessionAuthenticatorTest)
#include "tst_sessionauthenticator.moc"
