// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/sessionservice.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

QStringList devices(const Result<std::vector<Session>> &sessions)
{
    QStringList found;
    for (const Session &session : sessions.value())
        found.append(session.device);
    return found;
}

} // namespace

class SessionServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void givesASessionAnotherName();
    void listsOnesOwnLiveSessions();
    void endsASessionBeforeItReturns();
    void endsASessionOnce();
    void endsOnlyOnesOwn();
    void endsAllOthers();
    void remembersRevocationsAcrossARestart();
    void writesWhenSessionsWereSeen();
};

void SessionServiceTest::listsOnesOwnLiveSessions()
{
    IdentityFixture fixture;
    const SignedIn first = fixture.signIn(Alice, u"one"_s);
    fixture.signIn(Alice, u"two"_s);
    fixture.signIn(Alice, u"three"_s);
    fixture.signIn(Bob, u"four"_s);
    const UserId alice = first.user.id;

    QCOMPARE(devices(await(fixture.sessions.list(alice))),
             QStringList({u"three"_s, u"two"_s, u"one"_s}));

    QVERIFY(await(fixture.sessions.revokeOwn(alice, first.session.id)));
    QCOMPARE(devices(await(fixture.sessions.list(alice))), QStringList({u"three"_s, u"two"_s}));

    fixture.clock.advance(std::chrono::hours(24 * 31));
    QCOMPARE(devices(await(fixture.sessions.list(alice))), QStringList());
}

void SessionServiceTest::endsASessionBeforeItReturns()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    const SignedIn bob = fixture.signIn(Bob, u"one"_s);
    QVERIFY(fixture.authenticator.authenticate(alice.accessToken));

    QVERIFY(await(fixture.sessions.revoke(alice.session.id, {u"admin"_s, u"lost phone"_s})));

    QVERIFY(!fixture.authenticator.authenticate(alice.accessToken));
    QVERIFY(fixture.authenticator.authenticate(bob.accessToken));
    QCOMPARE(fixture.ended(), std::vector{alice.session.id});
    const auto refreshed = await(fixture.auth.refresh(alice.refreshToken, u"one"_s));
    QVERIFY(!refreshed);
    QCOMPARE(refreshed.error().code, "refresh_invalid"_L1);
    const auto stored = await(fixture.database->read(
        [&alice](Stores &stores) { return stores.sessions.find(alice.session.id); }));
    QCOMPARE(stored->revokedBy, u"admin"_s);
    QCOMPARE(stored->revokedWhy, u"lost phone"_s);
}

void SessionServiceTest::endsASessionOnce()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);

    QVERIFY(await(fixture.sessions.revoke(alice.session.id, {u"admin"_s, {}})));
    QVERIFY(await(fixture.sessions.revoke(alice.session.id, {u"admin"_s, {}})));

    QCOMPARE(fixture.ended().size(), size_t(1));
    const auto unknown = await(fixture.sessions.revoke(SessionId(5), {u"admin"_s, {}}));
    QCOMPARE(unknown.error().kind, Error::Kind::NotFound);
}

void SessionServiceTest::endsOnlyOnesOwn()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    const SignedIn bob = fixture.signIn(Bob, u"one"_s);

    const auto foreign = await(fixture.sessions.revokeOwn(bob.user.id, alice.session.id));
    const auto unknown = await(fixture.sessions.revokeOwn(bob.user.id, SessionId(5)));

    QVERIFY(!foreign && !unknown);
    QCOMPARE(foreign.error().kind, Error::Kind::NotFound);
    QCOMPARE(foreign.error().code, unknown.error().code);
    QCOMPARE(foreign.error().message, unknown.error().message);
    QVERIFY(fixture.authenticator.authenticate(alice.accessToken));
}

void SessionServiceTest::endsAllOthers()
{
    IdentityFixture fixture;
    const SignedIn one = fixture.signIn(Alice, u"one"_s);
    const SignedIn two = fixture.signIn(Alice, u"two"_s);
    const SignedIn bob = fixture.signIn(Bob, u"one"_s);

    QVERIFY(await(fixture.sessions.revokeAll(one.user.id, {u"user"_s, {}}, two.session.id)));
    QVERIFY(!fixture.authenticator.authenticate(one.accessToken));
    QVERIFY(fixture.authenticator.authenticate(two.accessToken));
    QVERIFY(fixture.authenticator.authenticate(bob.accessToken));
    const QStringList told{u"others_signed_out"_s};
    QCOMPARE(fixture.securityEventsOf(one.user.id), told);

    QVERIFY(await(fixture.sessions.revokeAll(one.user.id, {u"user"_s, {}}, two.session.id)));
    QCOMPARE(fixture.securityEventsOf(one.user.id), told); // There was no other any more.

    QVERIFY(await(fixture.sessions.revokeAll(one.user.id, {u"user"_s, {}}, {})));
    QVERIFY(!fixture.authenticator.authenticate(two.accessToken));
    QVERIFY(fixture.authenticator.authenticate(bob.accessToken));
}

void SessionServiceTest::remembersRevocationsAcrossARestart()
{
    IdentityFixture fixture;
    const SignedIn longAgo = fixture.signIn(Alice, u"one"_s);
    QVERIFY(await(fixture.sessions.revoke(longAgo.session.id, {u"user"_s, {}})));
    fixture.clock.advance(std::chrono::minutes(20));
    const SignedIn lately = fixture.signIn(Alice, u"two"_s);
    const SignedIn alive = fixture.signIn(Alice, u"three"_s);
    QVERIFY(await(fixture.sessions.revoke(lately.session.id, {u"user"_s, {}})));

    InProcessBus bus;
    RevokedSessions revoked(bus, fixture.clock, std::chrono::minutes(15));
    SessionService sessions(fixture.context, revoked, fixture.lastSeen);
    QVERIFY(await(sessions.start()));

    QVERIFY(revoked.contains(lately.session.id));
    QVERIFY(!revoked.contains(longAgo.session.id)); // Its tokens are dead anyway.
    QVERIFY(!revoked.contains(alive.session.id));
}

void SessionServiceTest::writesWhenSessionsWereSeen()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    fixture.clock.advance(std::chrono::minutes(3));
    const Timestamp seen = fixture.clock.now();
    for (int i = 0; i < 100; ++i)
        QVERIFY(fixture.authenticator.authenticate(alice.accessToken));
    QCOMPARE(await(fixture.sessions.list(alice.user.id))->front().lastSeenAt,
             alice.session.createdAt);

    fixture.clock.advance(std::chrono::minutes(1));
    QVERIFY(await(fixture.sessions.tidy()));

    QCOMPARE(await(fixture.sessions.list(alice.user.id))->front().lastSeenAt, seen);
}

void SessionServiceTest::givesASessionAnotherName()
{
    IdentityFixture fixture;
    const SignedIn alice = fixture.signIn(Alice, u"one"_s);
    const SignedIn bob = fixture.signIn(Bob, u"one"_s);

    QVERIFY(await(fixture.sessions.rename(alice.user.id, alice.session.id, u" My phone "_s)));

    QCOMPARE(await(fixture.sessions.list(alice.user.id))->front().clientName, u"My phone"_s);
    const auto foreign = await(fixture.sessions.rename(bob.user.id, alice.session.id, u"x"_s));
    QCOMPARE(foreign.error().kind, Error::Kind::NotFound);
    const auto blank = await(fixture.sessions.rename(alice.user.id, alice.session.id, u" "_s));
    QCOMPARE(blank.error().kind, Error::Kind::InvalidInput);
}

QTEST_GUILESS_MAIN(SessionServiceTest)
#include "tst_sessionservice.moc"
