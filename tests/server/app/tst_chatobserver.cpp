// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/chatobserver.h"
#include "tests/server/app/chatworld.h"
#include "tests/support/fixeddialect.h"
#include "tests/support/patience.h"

#include <QCoreApplication>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

constexpr UserId Alice = test::ChatWorld::Alice, Bob = test::ChatWorld::Bob;
constexpr SessionId BobPhone(21);

//! \brief A dialect whose clients say nothing of what they have.
class SilentDialect : public test::FixedDialect
{
public:
    using FixedDialect::FixedDialect;
    ReceiptSource receipts() const override { return ReceiptSource::Presence; }
    PresenceNews presence() const override { return PresenceNews::List; }
};

//! \brief The chat services, in which Alice has written to Bob.
struct World : test::ChatWorld
{
    World()
    {
        foundation->bus.listen([this](const SharedEvent &event) {
            if (std::holds_alternative<OnlineListChanged>(event->payload))
                lists.push_back(event);
        });
        message = send(u"hello"_s);
    }
    ~World() { settle(); }
    Q_DISABLE_COPY_MOVE(World)

    DeliveryStatus status()
    {
        const auto page =
            test::await(chat->messages.history(Alice, {message.conversation, 1, {}, {}}));
        return page->messages.front().status;
    }

    Message message;
    std::vector<SharedEvent> lists; //!< Published on this thread.
    SilentDialect silent{"silent"_L1, {}};
    test::FixedDialect speaking{"speaking"_L1, {}};
};

} // namespace

class ChatObserverTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhoIsThere();
    void tellsTheListToThoseWhoWatchIt();
    void deliversWhatWaitsForWhoComes();
    void leavesItToClientsThatSaySo();
    void readsTheRoomThatIsEntered();
    void notesWhatArrives();
};

void ChatObserverTest::tellsWhoIsThere()
{
    World world;
    ChatObserver observer(*world.chat);
    const SocketOwner bob{Bob, BobPhone, &world.speaking};
    observer.connected(bob);
    QVERIFY(world.chat->presence.isOnline(Bob));
    observer.disconnected(bob);
    QVERIFY(!world.chat->presence.isOnline(Bob));
}

void ChatObserverTest::tellsTheListToThoseWhoWatchIt()
{
    World world;
    ChatObserver observer(*world.chat);
    observer.connected({Alice, SessionId(11), &world.speaking});
    observer.connected({Bob, BobPhone, &world.silent});
    QTRY_COMPARE(world.lists.size(), size_t(1));
    QCOMPARE(world.lists.front()->audience, std::vector{Bob});
    QCOMPARE(std::get<OnlineListChanged>(world.lists.front()->payload).users,
             (std::vector{Alice, Bob}));
}

void ChatObserverTest::deliversWhatWaitsForWhoComes()
{
    World world;
    ChatObserver observer(*world.chat);
    observer.connected({Bob, BobPhone, &world.silent});
    QTRY_COMPARE(world.status(), DeliveryStatus::Delivered);
}

void ChatObserverTest::leavesItToClientsThatSaySo()
{
    World world;
    ChatObserver observer(*world.chat);
    const SocketOwner bob{Bob, BobPhone, &world.speaking};
    observer.connected(bob);
    observer.entered(bob, world.message.conversation);
    // What comes after it is stored after it.
    QVERIFY(test::await(world.chat->receipts.markDelivered(Alice, ReceiptService::Places())));
    QCOMPARE(world.status(), DeliveryStatus::Sent);
}

void ChatObserverTest::readsTheRoomThatIsEntered()
{
    World world;
    ChatObserver observer(*world.chat);
    observer.entered({Bob, BobPhone, &world.silent}, world.message.conversation);
    QTRY_COMPARE(world.status(), DeliveryStatus::Read);
}

void ChatObserverTest::notesWhatArrives()
{
    World world;
    ChatObserver observer(*world.chat);
    observer.arrived(world.message.conversation, {{Bob, 1, 0}});
    QTRY_COMPARE(world.status(), DeliveryStatus::Delivered);
    observer.arrived(world.message.conversation, {{Bob, 1, 1}});
    QTRY_COMPARE(world.status(), DeliveryStatus::Read);
}

QTEST_GUILESS_MAIN(ChatObserverTest)
#include "tst_chatobserver.moc"
