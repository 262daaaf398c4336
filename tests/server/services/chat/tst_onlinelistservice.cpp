// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/onlinelistservice.h"
#include "server/services/people/blockservice.h"
#include "tests/server/services/chat/chatfixture.h"
#include "tests/support/patience.h"
#include "tests/support/settle.h"
#include "tests/support/unreadable.h"

#include <QElapsedTimer>
#include <QTest>

using namespace linnet;
using namespace std::chrono_literals;
using Watch = OnlineListService::Watch;

namespace {

constexpr UserId Alice(101), Bob(102), Carol(103); // Of the fixture.

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
        : service({database, chat.bus, chat.clock, chat.ids, chat.memory}, settings)
    {
        database.isUnreadable = false;
        chat.bus.listen([this](const SharedEvent &event) {
            if (const auto *changed = std::get_if<OnlineListChanged>(&event->payload))
                told.push_back({changed->users, event->audience});
        });
    }

    //! Lets what is still being read end before whoever it is for is gone.
    ~World()
    {
        chat.database.close();
        test::settle(*Mailbox::current());
    }
    Q_DISABLE_COPY_MOVE(World)

    void setAudience(UserId user, Audience audience)
    {
        PrivacyChange change;
        change.lastSeen = audience;
        test::ChatFixture::orFatal(test::await(chat.privacy.change(user, change)));
    }

    //! \return whether the list that \p user has got last is \p users.
    bool hears(UserId user, const std::vector<UserId> &users) const
    {
        const auto last = std::find_if(told.rbegin(), told.rend(), [user](const Told &each) {
            return std::count(each.audience.begin(), each.audience.end(), user) > 0;
        });
        return last != told.rend() && last->users == users;
    }

    test::ChatFixture chat;
    test::Unreadable database{chat.database};
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
    void tellsAllOfWhoCameBackWhereANewcomerMissedThem();
    void staysWithinItsLength();
    void tellsNobodyWhereNobodyWatches();
    void hidesThoseWhoBlockOneAnother();
    void hidesThoseWhoDoNotWantToBeSeen();
    void showsFriendsToFriends();
    void looksAtNobodyWhileNobodyWatches();
    void triesAgainWhereItCannotRead();
    void listsNobodyWhomItCannotJudge();
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
    QVERIFY(test::await(world.chat.database->write([](Stores &stores) -> Result<int> {
        for (int i = 0; i < 1000; ++i)
            test::addUser(stores, UserId(1000 + i));
        return 0;
    })));
    world.service.connected(Alice, Watch::Yes);
    QTRY_COMPARE(world.told.size(), size_t(1));
    for (int i = 0; i < 1000; ++i)
        world.service.connected(UserId(1000 + i), Watch::No);
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

void OnlineListServiceTest::tellsAllOfWhoCameBackWhereANewcomerMissedThem()
{
    World world({.pause = 1s});
    world.service.connected(Alice, Watch::Yes);
    world.service.connected(Bob, Watch::Yes);
    QTRY_VERIFY(world.hears(Alice, {Alice, Bob}));
    world.service.disconnected(Bob, Watch::Yes);
    world.service.connected(Alice, Watch::Yes); // A second tab.
    QTRY_VERIFY(world.hears(Alice, {Alice}));
    world.service.connected(Bob, Watch::Yes);
    QTRY_VERIFY(world.hears(Alice, {Alice, Bob}));
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
    QCoreApplication::sendPostedEvents(&world.service); // It would begin with what it posts.
    world.service.connected(Bob, Watch::Yes);
    QTRY_VERIFY(!world.told.empty());
    QCOMPARE(world.told.front(), (Told{{Alice, Bob}, {Bob}}));
}

void OnlineListServiceTest::hidesThoseWhoBlockOneAnother()
{
    World world({.pause = 1ms});
    BlockService blocks(world.chat.context);
    QVERIFY(test::await(blocks.block(Alice, Bob)));
    world.service.connected(Carol, Watch::Yes);
    world.service.connected(Alice, Watch::Yes);
    world.service.connected(Bob, Watch::Yes);
    QTRY_VERIFY(world.hears(Alice, {Alice, Carol}));
    QTRY_VERIFY(world.hears(Bob, {Bob, Carol}));
    QTRY_VERIFY(world.hears(Carol, {Alice, Bob, Carol}));
    QVERIFY(test::await(blocks.unblock(Alice, Bob)));
    QTRY_VERIFY(world.hears(Alice, {Alice, Bob, Carol}));
    QVERIFY(test::await(blocks.block(Bob, Alice)));
    QTRY_VERIFY(world.hears(Alice, {Alice, Carol}));
}

void OnlineListServiceTest::hidesThoseWhoDoNotWantToBeSeen()
{
    World world({.pause = 1ms});
    world.setAudience(Alice, Audience::Nobody);
    for (const UserId user : {Alice, Bob, Carol})
        world.service.connected(user, Watch::Yes);
    QTRY_VERIFY(world.hears(Bob, {Bob, Carol}));
    QTRY_VERIFY(world.hears(Carol, {Bob, Carol}));
    QTRY_VERIFY(world.hears(Alice, {Alice})); // Who does not show themselves sees nobody.
    world.setAudience(Alice, Audience::Everyone);
    for (const UserId user : {Alice, Bob, Carol})
        QTRY_VERIFY(world.hears(user, {Alice, Bob, Carol}));
    world.setAudience(Alice, Audience::Nobody);
    QTRY_VERIFY(world.hears(Bob, {Bob, Carol}));
    QTRY_VERIFY(world.hears(Alice, {Alice}));
}

void OnlineListServiceTest::showsFriendsToFriends()
{
    World world({.pause = 1ms});
    world.setAudience(Alice, Audience::Friends);
    world.chat.befriend(Alice, Bob);
    for (const UserId user : {Alice, Bob, Carol})
        world.service.connected(user, Watch::Yes);
    QTRY_VERIFY(world.hears(Alice, {Alice, Bob}));
    QTRY_VERIFY(world.hears(Bob, {Alice, Bob, Carol}));
    QTRY_VERIFY(world.hears(Carol, {Bob, Carol}));
    QVERIFY(test::await(world.chat.friends.remove(Bob, Alice)));
    QTRY_VERIFY(world.hears(Alice, {Alice}));
    QTRY_VERIFY(world.hears(Bob, {Bob, Carol}));
    world.chat.befriend(Carol, Alice);
    QTRY_VERIFY(world.hears(Carol, {Alice, Bob, Carol}));
    QTRY_VERIFY(world.hears(Alice, {Alice, Carol}));
}

//! Who came before the first that watches is looked at then.
void OnlineListServiceTest::looksAtNobodyWhileNobodyWatches()
{
    World world({.pause = 1ms});
    world.service.connected(Bob, Watch::No);
    world.service.connected(Carol, Watch::No);
    QCoreApplication::processEvents();
    world.setAudience(Bob, Audience::Nobody);
    world.service.connected(Alice, Watch::Yes);
    QTRY_VERIFY(world.hears(Alice, {Alice, Carol}));
}

void OnlineListServiceTest::triesAgainWhereItCannotRead()
{
    World world({.pause = 1ms});
    world.database.isUnreadable = true;
    world.service.connected(Alice, Watch::Yes);
    QTRY_COMPARE(world.database.refusals.load(), 1);
    QVERIFY(world.told.empty());
    world.database.isUnreadable = false;
    QTRY_COMPARE(world.told, (std::vector<Told>{{{Alice}, {Alice}}}));
}

void OnlineListServiceTest::listsNobodyWhomItCannotJudge()
{
    World world({.pause = 1ms});
    world.service.connected(Alice, Watch::Yes);
    world.service.connected(Bob, Watch::Yes);
    QTRY_VERIFY(world.hears(Alice, {Alice, Bob}));
    world.database.isUnreadable = true;
    world.setAudience(Bob, Audience::Nobody);
    QTRY_VERIFY(world.hears(Alice, {Alice}));
    world.database.isUnreadable = false;
    QTRY_VERIFY(world.hears(Bob, {Alice, Bob}));
    QVERIFY(world.hears(Alice, {Alice}));
}

QTEST_GUILESS_MAIN(OnlineListServiceTest)
#include "tst_onlinelistservice.moc"
