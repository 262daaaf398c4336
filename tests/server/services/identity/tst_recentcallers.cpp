// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/inprocessbus.h"
#include "server/services/identity/recentcallers.h"
#include "server/services/identity/revokedsessions.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Trust = RecentCallers::Trust;

namespace {

constexpr UserId Alice(1);
constexpr SessionId Laptop(11);
const QHostAddress Home(u"192.0.2.1"_s), Cafe(u"192.0.2.2"_s);

Identity identity(const QString &dialect = u"old"_s, SessionId session = Laptop)
{
    return {.user = Alice, .session = session, .device = {}, .phone = {}, .dialect = dialect};
}

struct World
{
    explicit World(Trust trust = Trust::Recent)
        : recent({bus, [this](UserId user) { return list(this, user); }, revoked, clock},
                 {.trust = trust, .window = 15min, .dialects = {u"old"_s}})
    {}

    bool finds(const QHostAddress &address)
    {
        return await(recent.find(Alice, address)).has_value();
    }
    Session session(const QHostAddress &address, const QString &dialect = u"old"_s) const
    {
        Session session;
        session.id = Laptop;
        session.user = Alice;
        session.dialect = dialect;
        session.address = address.toString();
        session.lastSeenAt = clock.now();
        return session;
    }

    static QCoro::Task<Result<std::vector<Session>>> list(World *world, UserId)
    {
        ++world->asked;
        co_return world->stored;
    }

    Mailbox mailbox;
    InProcessBus bus;
    MovableClock clock;
    RevokedSessions revoked{bus, clock, 15min};
    std::vector<Session> stored;
    int asked = 0;
    RecentCallers recent;
};

} // namespace

class RecentCallersTest : public QObject
{
    Q_OBJECT

private slots:
    void remembersWhoCalledFromWhere();
    void forgetsAfterAWhile();
    void trustsNoCallOfBeforeTheClockWasSetBack();
    void forgetsSessionsThatEnd();
    void leavesOtherFamiliesAlone();
    void asksTheStoreForWhatItDoesNotRemember();
    void trustsNobody();
    void trustsEverybody();
};

void RecentCallersTest::remembersWhoCalledFromWhere()
{
    World world;
    world.recent.note(Home, identity());
    QVERIFY(world.finds(Home));
    QCOMPARE(world.asked, 0);
    QVERIFY(!world.finds(Cafe));
    world.recent.note(Cafe, identity());
    QVERIFY(world.finds(Cafe));
    QVERIFY(world.finds(Home));
}

void RecentCallersTest::forgetsAfterAWhile()
{
    World world;
    world.recent.note(Home, identity());
    world.clock.advance(15min);
    QVERIFY(world.finds(Home));
    world.clock.advance(1s);
    QVERIFY(!world.finds(Home));
}

void RecentCallersTest::trustsNoCallOfBeforeTheClockWasSetBack()
{
    World world;
    world.recent.note(Home, identity());
    world.stored = {world.session(Home)};
    world.clock.advance(-1h);
    QVERIFY(!world.finds(Home));
    world.recent.note(Home, identity());
    QVERIFY(world.finds(Home));
}

void RecentCallersTest::forgetsSessionsThatEnd()
{
    World world;
    world.recent.note(Home, identity());
    QVERIFY(world.recent.isLive(identity()));
    world.bus.publish({SessionRevoked{Laptop, Alice}, {}, {}});
    QVERIFY(!world.recent.isLive(identity()));
    QVERIFY(!world.finds(Home));
}

void RecentCallersTest::leavesOtherFamiliesAlone()
{
    World world;
    world.recent.note(Home, identity(u"new"_s));
    world.stored = {world.session(Home, u"new"_s)};
    QVERIFY(!world.finds(Home));
}

void RecentCallersTest::asksTheStoreForWhatItDoesNotRemember()
{
    World world;
    world.stored = {world.session(Home)};
    QVERIFY(world.finds(Home));
    QVERIFY(!world.finds(Cafe));
    world.clock.advance(16min);
    QVERIFY(!world.finds(Home));
}

void RecentCallersTest::trustsNobody()
{
    World world(Trust::Nothing);
    world.recent.note(Home, identity());
    world.stored = {world.session(Home)};
    QVERIFY(!world.finds(Home));
}

void RecentCallersTest::trustsEverybody()
{
    World world(Trust::Anything);
    QVERIFY(!world.finds(Cafe)); // But whoever has no session has none.
    world.stored = {world.session(Home)};
    world.clock.advance(24h);
    QVERIFY(world.finds(Cafe));
}

QTEST_GUILESS_MAIN(RecentCallersTest)
#include "tst_recentcallers.moc"
