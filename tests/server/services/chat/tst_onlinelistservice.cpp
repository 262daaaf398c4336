// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/inprocessbus.h"
#include "server/services/chat/onlinelistservice.h"

#include <QElapsedTimer>
#include <QTest>

using namespace linnet;
using namespace std::chrono_literals;
using Watch = OnlineListService::Watch;

namespace {

constexpr UserId Alice(1), Bob(2), Carol(3);

//! \brief What everybody was told, in order.
struct Told
{
    std::vector<UserId> users;
    std::vector<UserId> audience;

    friend bool operator==(const Told &, const Told &) = default;
};

struct World
{
    explicit World(OnlineListService::Settings settings)
        : service(bus, settings)
    {
        bus.listen([this](const SharedEvent &event) {
            told.push_back({std::get<OnlineListChanged>(event->payload).users, event->audience});
        });
    }

    InProcessBus bus;
    OnlineListService service;
    std::vector<Told> told;
};

} // namespace

class OnlineListServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsANewcomerAtOnce();
    void listsThoseWhoDoNotWatch();
    void tellsEverybodyOfWhoComesAndGoes();
    void countsSockets();
    void saysNothingOfAFlicker();
    void combinesAStorm();
    void doesNotKeepANewcomerWaiting();
    void staysWithinItsLength();
    void tellsNobodyWhereNobodyWatches();
};

void OnlineListServiceTest::tellsANewcomerAtOnce()
{
    World world({});
    world.service.connected(Alice, Watch::Yes);
    QTRY_COMPARE(world.told, (std::vector<Told>{{{Alice}, {Alice}}}));
}

void OnlineListServiceTest::listsThoseWhoDoNotWatch()
{
    World world({});
    world.service.connected(Bob, Watch::No);
    world.service.connected(Alice, Watch::Yes);
    QTRY_COMPARE(world.told, (std::vector<Told>{{{Alice, Bob}, {Alice}}}));
}

void OnlineListServiceTest::tellsEverybodyOfWhoComesAndGoes()
{
    World world({.pause = 1ms});
    world.service.connected(Alice, Watch::Yes);
    QTRY_COMPARE(world.told.size(), size_t(1));
    world.service.connected(Bob, Watch::Yes);
    QTRY_COMPARE(world.told.size(), size_t(2));
    QCOMPARE(world.told.back(), (Told{{Alice, Bob}, {Alice, Bob}}));
    world.service.disconnected(Alice, Watch::Yes);
    QTRY_COMPARE(world.told.size(), size_t(3));
    QCOMPARE(world.told.back(), (Told{{Bob}, {Bob}}));
}

void OnlineListServiceTest::countsSockets()
{
    World world({.pause = 1ms});
    world.service.connected(Alice, Watch::Yes);
    world.service.connected(Bob, Watch::No);
    world.service.connected(Bob, Watch::No);
    QTRY_COMPARE(world.told.size(), size_t(1));
    world.service.disconnected(Bob, Watch::No);
    world.service.connected(Carol, Watch::No);
    QTRY_COMPARE(world.told.size(), size_t(2));
    QCOMPARE(world.told.back().users, (std::vector{Alice, Bob, Carol}));
}

void OnlineListServiceTest::saysNothingOfAFlicker()
{
    World world({.pause = 1ms});
    world.service.connected(Alice, Watch::Yes);
    QTRY_COMPARE(world.told.size(), size_t(1));
    world.service.connected(Bob, Watch::No);
    world.service.disconnected(Bob, Watch::No);
    world.service.connected(Carol, Watch::Yes); // What comes after it comes after it.
    QTRY_COMPARE(world.told.size(), size_t(2));
    QCOMPARE(world.told.back().users, (std::vector{Alice, Carol}));
}

void OnlineListServiceTest::combinesAStorm()
{
    World world({.pause = 50ms});
    world.service.connected(Alice, Watch::Yes);
    QTRY_COMPARE(world.told.size(), size_t(1));
    for (int i = 0; i < 1000; ++i)
        world.service.connected(UserId(10 + i), Watch::No);
    QTRY_VERIFY(!world.told.empty() && world.told.back().users.size() == 1000);
    QVERIFY(world.told.size() <= 3);
}

void OnlineListServiceTest::doesNotKeepANewcomerWaiting()
{
    World world({.pause = 1h});
    world.service.connected(Alice, Watch::Yes);
    QTRY_COMPARE(world.told.size(), size_t(1));
    world.service.connected(Bob, Watch::Yes);
    QTRY_COMPARE(world.told.size(), size_t(2));
    QCOMPARE(world.told.back(), (Told{{Alice, Bob}, {Bob}})); // Alice hears of it in an hour.
}

void OnlineListServiceTest::staysWithinItsLength()
{
    World world({.longest = 2});
    world.service.connected(Carol, Watch::Yes);
    world.service.connected(Bob, Watch::No);
    world.service.connected(Alice, Watch::No);
    QTRY_COMPARE(world.told, (std::vector<Told>{{{Alice, Bob}, {Carol}}}));
}

void OnlineListServiceTest::tellsNobodyWhereNobodyWatches()
{
    World world({.pause = 1ms});
    world.service.connected(Alice, Watch::No);
    QTest::qWait(10); // Nothing is to be waited for: the timer has run by then.
    QVERIFY(world.told.empty());
}

QTEST_GUILESS_MAIN(OnlineListServiceTest)
#include "tst_onlinelistservice.moc"
