// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/adminsessionservice.h"
#include "server/services/admin/auditservice.h"
#include "tests/server/services/identity/identityfixture.h"
#include "tests/support/fakesocketcensus.h"
#include "tests/support/fullonce.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminSessionServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void pagesWhatAFilterFinds();
    void tellsWhichSocketsAreOpen();
    void countsBeforeItEnds();
    void endsAtOnceAndForAll();
    void saysWhoseWereEnded();
    void leavesAloneWhatHasEnded();
    void leavesAloneWhatWasOpenedSinceItWasCounted();
    void endsMoreThanOneTransactionHolds();
    void saysHowManyItEndedBeforeItFailed();
    void endsNothingWhereNothingIsFound();
    void leavesOutWhoMayDoMore();
    void endsMoreThanATransactionHoldsBesideWhatItLeavesOut();

private:
    Filter filter(const QString &expression)
    {
        return AdminSessionService::parse(expression, m_identity->clock.now()).value();
    }
    Timestamp now() const { return m_identity->clock.now(); }
    void addSessions(int count);
    std::vector<AuditEntry> audit();
    void setRole(UserId user, StaffRole role);
    qint64 countActive(const Filter &filter)
    {
        return await(m_admin->countActive(m_actor, filter, now()))->count;
    }
    qint64 revoke(const Filter &filter, const QString &why = {})
    {
        return await(m_admin->revoke(m_actor, filter, now(), why))->count;
    }

    const Actor m_actor = Actor::account(UserId(9), u"192.0.2.9"_s, u"r"_s);
    FakeSocketCensus m_sockets;
    std::unique_ptr<IdentityFixture> m_identity;
    std::unique_ptr<AdminSessionService> m_admin;
};

void AdminSessionServiceTest::init()
{
    m_identity = std::make_unique<IdentityFixture>();
    QVERIFY(await(m_identity->database->write([](Stores &stores) -> Result<> {
        addUser(stores, UserId(9));
        return stores.staff.setRole(UserId(9), StaffRole::Moderator);
    })));
    m_admin = std::make_unique<AdminSessionService>(
        AdminContext{m_identity->database, m_identity->clock, 7}, m_identity->sessions, m_sockets);
}

void AdminSessionServiceTest::cleanup()
{
    m_admin.reset();
    m_identity.reset();
}

void AdminSessionServiceTest::addSessions(int count)
{
    QVERIFY(await(m_identity->database->write([this, count](Stores &stores) -> Result<> {
        const UserId user(4000);
        addUser(stores, user);
        for (int i = 0; i < count; ++i) {
            Session session;
            session.id = m_identity->ids.next<SessionId>();
            session.user = user;
            session.device = u"device %1"_s.arg(i);
            session.dialect = u"phone"_s;
            session.address = u"10.0.0.%1"_s.arg(i % 200);
            session.expiresAt = m_identity->clock.now() + std::chrono::hours(1);
            if (const auto added = stores.sessions.add(session); !added)
                return added;
        }
        return {};
    })));
}

std::vector<AuditEntry> AdminSessionServiceTest::audit()
{
    return await(m_identity->database->read(
                     [](Stores &stores) { return stores.audit.listAfter(0, 100); }))
        .value();
}

void AdminSessionServiceTest::setRole(UserId user, StaffRole role)
{
    QVERIFY(await(m_identity->database->write(
        [user, role](Stores &stores) { return stores.staff.setRole(user, role); })));
}

void AdminSessionServiceTest::pagesWhatAFilterFinds()
{
    addSessions(5);
    SessionRequest request{.filter = filter(u"address:10.0.0.0/30"_s), .limit = 3};
    const auto first = await(m_admin->list(request));
    QVERIFY(first);
    QCOMPARE(first->sessions.size(), 3U);
    QCOMPARE(first->sessions.front().session.device, u"device 3"_s);
    QVERIFY(first->next);
    request.after = first->next;
    const auto last = await(m_admin->list(request));
    QCOMPARE(last->sessions.size(), 1U);
    QVERIFY(!last->next);
    QCOMPARE(last->at, m_identity->clock.now());
    QCOMPARE(await(m_admin->count({})).value(), 5);
}

void AdminSessionServiceTest::tellsWhichSocketsAreOpen()
{
    const SignedIn phone = m_identity->signIn(Alice, u"phone"_s);
    m_identity->signIn(Alice, u"tablet"_s);
    m_sockets.sessions[phone.session.id].add(SocketTransport::EventStream, 3);
    const auto page = await(m_admin->list({}));
    QCOMPARE(m_sockets.asked, std::vector{phone.user.id});
    QCOMPARE(page->sockets.size(), 1U);
    QCOMPARE(page->sockets.at(phone.session.id).queuedBytes(), 3);
    QCOMPARE(page->node, 7);
}

void AdminSessionServiceTest::countsBeforeItEnds()
{
    m_identity->signIn(Alice, u"phone"_s);
    m_identity->signIn(Alice, u"tablet"_s);
    m_identity->signIn(Bob, u"phone"_s);
    QCOMPARE(countActive(filter(u"device:phone"_s)), 2);
    QVERIFY(m_identity->ended().empty());
}

void AdminSessionServiceTest::endsAtOnceAndForAll()
{
    const SignedIn phone = m_identity->signIn(Alice, u"phone"_s);
    const SignedIn tablet = m_identity->signIn(Alice, u"tablet"_s);

    QCOMPARE(revoke(filter(u"device:phone"_s), u"stolen"_s), 1);

    QCOMPARE(m_identity->ended(), std::vector{phone.session.id});
    QVERIFY(!m_identity->authenticator.authenticate(phone.accessToken));
    QVERIFY(m_identity->authenticator.authenticate(tablet.accessToken));
    const auto ended = await(m_admin->list({.filter = filter(u"state:revoked"_s)}))->sessions;
    QCOMPARE(ended.size(), 1U);
    QCOMPARE(ended.front().session.revokedBy, u"user:9"_s);
    QCOMPARE(ended.front().session.revokedWhy, u"stolen"_s);
    QCOMPARE(audit().size(), 1U);
    QCOMPARE(audit().front().action, u"session.revoke"_s);
    QCOMPARE(audit().front().address, u"192.0.2.9"_s);
    const QJsonObject after = QJsonDocument::fromJson(audit().front().after.toUtf8()).object();
    QCOMPARE(after["why"_L1], QJsonValue(u"stolen"_s));
    QCOMPARE(after["sessions"_L1], QJsonValue(QJsonArray{phone.session.id.toString()}));
    QCOMPARE(after["users"_L1], QJsonValue(QJsonArray{phone.user.id.toString()}));
}

void AdminSessionServiceTest::saysWhoseWereEnded()
{
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    QCOMPARE(revoke(filter(u"state:active"_s)), 1);
    QCOMPARE(audit().back().target, u"session:"_s + alice.session.id.toString());

    m_identity->signIn(Alice, u"phone"_s);
    m_identity->signIn(Alice, u"tablet"_s);
    QCOMPARE(revoke(filter(u"state:active"_s)), 2);
    QCOMPARE(audit().back().target, u"user:"_s + alice.user.id.toString());

    m_identity->signIn(Alice, u"phone"_s);
    const SignedIn bob = m_identity->signIn(Bob, u"phone"_s);
    QCOMPARE(revoke(filter(u"state:active"_s)), 2);
    QCOMPARE(audit().back().target, u"sessions"_s);
    const QJsonObject after = QJsonDocument::fromJson(audit().back().after.toUtf8()).object();
    QCOMPARE(after["users"_L1],
             QJsonValue(QJsonArray{alice.user.id.toString(), bob.user.id.toString()}));
}

void AdminSessionServiceTest::leavesAloneWhatHasEnded()
{
    m_identity->signIn(Alice, u"phone"_s);
    const Filter phones = filter(u"device:phone"_s);
    QCOMPARE(revoke(phones, u"first"_s), 1);
    QCOMPARE(revoke(phones, u"second"_s), 0);
    QCOMPARE(await(m_admin->list({.filter = phones}))->sessions.front().session.revokedWhy,
             u"first"_s);
    QCOMPARE(audit().size(), 1U);
}

void AdminSessionServiceTest::leavesAloneWhatWasOpenedSinceItWasCounted()
{
    const SignedIn phone = m_identity->signIn(Alice, u"phone"_s);
    const Timestamp asOf = now();
    const Filter all = filter(u"state:active"_s);
    QCOMPARE(await(m_admin->countActive(m_actor, all, asOf))->count, 1);
    const SignedIn since = m_identity->signIn(Bob, u"phone"_s);
    QVERIFY(now() > asOf);

    QCOMPARE(await(m_admin->revoke(m_actor, all, asOf, {}))->count, 1);

    QCOMPARE(m_identity->ended(), std::vector{phone.session.id});
    QVERIFY(m_identity->authenticator.authenticate(since.accessToken));
}

void AdminSessionServiceTest::endsMoreThanOneTransactionHolds()
{
    addSessions(1200);
    QCOMPARE(revoke(filter(u"state:active"_s)), 1200);
    QCOMPARE(m_identity->ended().size(), 1200U);
    QCOMPARE(countActive({}), 0);
    QCOMPARE(audit().size(), 3U);
}

//! Whoever asks again ends the rest, and nothing twice.
void AdminSessionServiceTest::saysHowManyItEndedBeforeItFailed()
{
    addSessions(1'200);
    const Filter everybody = filter(u"device:device*"_s);
    FullOnce full(*m_identity->database, 2);
    AdminSessionService failing({full, m_identity->clock, 7}, m_identity->sessions, m_sockets);
    const auto broken = await(failing.revoke(m_actor, everybody, now(), {}));
    QCOMPARE(broken.error().code, "storage_full"_L1);
    QVERIFY2(broken.error().message.contains(u"500 sessions"_s),
             qPrintable(broken.error().message));
    QCOMPARE(revoke(everybody), 700);
    qsizetype written = 0;
    for (const AuditEntry &entry : audit())
        written += QJsonDocument::fromJson(entry.after.toUtf8())[u"sessions"_s].toArray().size();
    QCOMPARE(written, 1'200);
}

void AdminSessionServiceTest::endsNothingWhereNothingIsFound()
{
    QCOMPARE(revoke(filter(u"device:none"_s)), 0);
    QVERIFY(audit().empty());
    QCOMPARE(AdminSessionService::parse(u"nonsense:1"_s, now()).error().code, "invalid_filter"_L1);
}

void AdminSessionServiceTest::leavesOutWhoMayDoMore()
{
    const SignedIn owner = m_identity->signIn(Alice, u"phone"_s);
    const SignedIn other = m_identity->signIn(Bob, u"phone"_s);
    setRole(owner.user.id, StaffRole::Owner);

    const auto counted = await(m_admin->countActive(m_actor, filter(u"device:phone"_s), now()));
    QCOMPARE(counted->count, 1);
    QCOMPARE(counted->leftOut, 1);
    const auto revoked = await(m_admin->revoke(m_actor, filter(u"device:phone"_s), now(), {}));
    QCOMPARE(revoked->count, 1);
    QCOMPARE(revoked->leftOut, 1);
    QCOMPARE(m_identity->ended(), std::vector{other.session.id});
    QVERIFY(m_identity->authenticator.authenticate(owner.accessToken));

    const Filter theirs{oneOf({owner.session.id})};
    for (const auto &refused : {await(m_admin->countActive(m_actor, theirs, now())),
                                await(m_admin->revoke(m_actor, theirs, now(), {}))}) {
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, "outranked"_L1);
    }
    setRole(m_actor.user, StaffRole::Owner);
    QCOMPARE(revoke(theirs), 1);
}

void AdminSessionServiceTest::endsMoreThanATransactionHoldsBesideWhatItLeavesOut()
{
    const SignedIn owner = m_identity->signIn(Alice, u"phone"_s);
    setRole(owner.user.id, StaffRole::Admin);
    addSessions(1200);
    QCOMPARE(revoke(filter(u"state:active"_s)), 1200);
    QVERIFY(m_identity->authenticator.authenticate(owner.accessToken));
}

QTEST_GUILESS_MAIN(AdminSessionServiceTest)
#include "tst_adminsessionservice.moc"
