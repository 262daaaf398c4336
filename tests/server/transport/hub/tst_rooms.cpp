// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/hub/rooms.h"

#include <QTest>

using namespace linnet;

namespace {

constexpr ConversationId Chat(5);
constexpr RoomMove Enter{RoomMove::Direction::Enter, Chat};
constexpr RoomMove Instead{RoomMove::Direction::EnterInstead, Chat};
constexpr RoomMove Leave{RoomMove::Direction::Leave, Chat};

} // namespace

class RoomsTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsWhereOneIs();
    void tellsOfComingInOnly();
    void goesByTheOrderOfTheRequests();
    void holdsAsManyAsAListHas();
    void closesTheOldestOfTooMany();
    void hidesTheOthersWhereOneIsEnteredInstead();
    void hidesNothingByARequestThatIsOvertaken();
    void hidesAllWhereNothingIsEnteredInstead();
};

void RoomsTest::knowsWhereOneIs()
{
    Rooms rooms;
    QVERIFY(!rooms.contains(Chat));
    rooms.move(Enter, 1);
    QVERIFY(rooms.contains(Chat));
    QVERIFY(!rooms.contains(ConversationId(6)));
    rooms.move(Leave, 2);
    QVERIFY(!rooms.contains(Chat));
}

void RoomsTest::tellsOfComingInOnly()
{
    Rooms rooms;
    QVERIFY(!rooms.move(Leave, 1));
    QVERIFY(rooms.move(Enter, 2));
    QVERIFY(!rooms.move(Enter, 3));
    QVERIFY(!rooms.move(Leave, 4));
    QVERIFY(rooms.move(Enter, 5));
}

void RoomsTest::goesByTheOrderOfTheRequests()
{
    Rooms rooms;
    rooms.move(Leave, 2);
    QVERIFY(!rooms.move(Enter, 1)); // Its answer took longer.
    QVERIFY(!rooms.contains(Chat));
    QVERIFY(rooms.move(Enter, 3));
}

void RoomsTest::holdsAsManyAsAListHas()
{
    Rooms rooms;
    for (qint64 i = 0; i < 500; ++i) // In no order of their ids.
        QVERIFY(rooms.move({RoomMove::Direction::Enter, ConversationId(1 + i * 7 % 500)}, i + 1));
    for (qint64 id = 1; id <= 500; ++id)
        QVERIFY(rooms.contains(ConversationId(id)));
    QVERIFY(!rooms.contains(ConversationId(501)));
    rooms.move({RoomMove::Direction::Leave, ConversationId(250)}, 501);
    QVERIFY(!rooms.contains(ConversationId(250)));
    QVERIFY(rooms.isWatched(ConversationId(249)));
}

void RoomsTest::closesTheOldestOfTooMany()
{
    Rooms rooms;
    rooms.move(Enter, 1);
    for (size_t i = 0; i < Rooms::MostRooms; ++i)
        rooms.move({RoomMove::Direction::Enter, ConversationId(100 + qint64(i))}, 2 + i);
    QVERIFY(!rooms.contains(Chat));
    QVERIFY(rooms.contains(ConversationId(100)));
    QVERIFY(rooms.contains(ConversationId(100 + qint64(Rooms::MostRooms) - 1)));
}

void RoomsTest::hidesTheOthersWhereOneIsEnteredInstead()
{
    constexpr ConversationId Other(6);
    Rooms rooms;
    QVERIFY(!rooms.isWatched(Chat));
    rooms.move(Enter, 1);
    QVERIFY(rooms.isWatched(Chat));
    QVERIFY(rooms.move({RoomMove::Direction::EnterInstead, Other}, 2));
    QVERIFY(rooms.isWatched(Other));
    QVERIFY(!rooms.isWatched(Chat));
    QVERIFY(rooms.contains(Chat));
    QVERIFY(rooms.move(Enter, 3)); // Comes back, beside the other.
    QVERIFY(rooms.isWatched(Chat));
    QVERIFY(rooms.isWatched(Other));
    QVERIFY(!rooms.move(Instead, 4));
    QVERIFY(!rooms.isWatched(Other));
    rooms.move(Leave, 5);
    QVERIFY(!rooms.isWatched(Chat));
}

void RoomsTest::hidesNothingByARequestThatIsOvertaken()
{
    constexpr ConversationId Other(6);
    Rooms rooms;
    rooms.move({RoomMove::Direction::EnterInstead, Other}, 2);
    QVERIFY(!rooms.move(Instead, 1)); // Its answer took longer.
    QVERIFY(rooms.isWatched(Other));
    QVERIFY(!rooms.isWatched(Chat));
    QVERIFY(rooms.contains(Chat));
}

void RoomsTest::hidesAllWhereNothingIsEnteredInstead()
{
    constexpr RoomMove Hide{RoomMove::Direction::Hide, {}};
    Rooms rooms;
    rooms.move(Enter, 1);
    QVERIFY(!rooms.move(Hide, 3));
    QVERIFY(!rooms.isWatched(Chat));
    QVERIFY(rooms.contains(Chat));
    QVERIFY(!rooms.contains({}));
    QVERIFY(!rooms.move(Instead, 2)); // Asked for before that.
    QVERIFY(!rooms.isWatched(Chat));
    QVERIFY(rooms.move(Instead, 4));
    QVERIFY(!rooms.move(Hide, 3));
    QVERIFY(rooms.isWatched(Chat));
}

QTEST_APPLESS_MAIN(RoomsTest)
#include "tst_rooms.moc"
