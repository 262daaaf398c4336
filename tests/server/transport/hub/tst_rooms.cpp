// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/hub/rooms.h"

#include <QTest>

using namespace linnet;

namespace {

constexpr ConversationId Chat(5);
constexpr RoomMove Enter{RoomMove::Direction::Enter, Chat};
constexpr RoomMove Leave{RoomMove::Direction::Leave, Chat};

} // namespace

class RoomsTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsWhereOneIs();
    void tellsOfComingInOnly();
    void goesByTheOrderOfTheRequests();
    void closesTheOldestOfTooMany();
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

QTEST_APPLESS_MAIN(RoomsTest)
#include "tst_rooms.moc"
