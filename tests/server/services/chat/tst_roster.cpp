// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/roster.h"

#include <QTest>

using namespace linnet;

class RosterTest : public QObject
{
    Q_OBJECT

private slots:
    void findsMembersOnly();
    void movesCursorsForwardOnly();
    void tellsAMessagesStatusFromTheOthers_data();
    void tellsAMessagesStatusFromTheOthers();
};

namespace {

const UserId Alice(1);
const UserId Bob(2);
const UserId Carol(3);

Member member(UserId user, qint64 delivered, qint64 read)
{
    Member member;
    member.user = user;
    member.deliveredSeq = delivered;
    member.readSeq = read;
    member.shownReadSeq = read;
    return member;
}

} // namespace

Q_DECLARE_METATYPE(std::vector<Member>)
Q_DECLARE_METATYPE(DeliveryStatus)

void RosterTest::findsMembersOnly()
{
    const Roster roster({member(Carol, 3, 1), member(Alice, 5, 5)});
    QVERIFY(roster.find(Alice));
    QCOMPARE(roster.find(Carol)->delivered, 3);
    QVERIFY(!roster.find(Bob));
    QCOMPARE(*roster.users(), (std::vector<UserId>{Alice, Carol}));
}

void RosterTest::movesCursorsForwardOnly()
{
    Roster roster({member(Alice, 3, 1)});
    roster.advance(Alice, DeliveryStatus::Delivered, 2);
    QCOMPARE(roster.find(Alice)->delivered, 3);
    roster.advance(Alice, DeliveryStatus::Delivered, 7);
    QCOMPARE(roster.find(Alice)->delivered, 7);
    QCOMPARE(roster.find(Alice)->read, 1);
    roster.advance(Alice, DeliveryStatus::Read, 9);
    QCOMPARE(roster.find(Alice)->delivered, 9);
    QCOMPARE(roster.find(Alice)->read, 9);
    roster.advance(Bob, DeliveryStatus::Read, 9);
    QVERIFY(!roster.find(Bob));
    roster.advance(Alice, DeliveryStatus::Read, 12, Reading::Hidden);
    QCOMPARE(roster.find(Alice)->read, 12);
    QCOMPARE(roster.find(Alice)->shownRead, 9);
    QCOMPARE(roster.find(Alice)->delivered, 12);
}

void RosterTest::tellsAMessagesStatusFromTheOthers_data()
{
    QTest::addColumn<std::vector<Member>>("members");
    QTest::addColumn<DeliveryStatus>("expected"); // Of Alice's message 5.

    QTest::newRow("alone") << std::vector{member(Alice, 9, 9)} << DeliveryStatus::Sent;
    QTest::newRow("nobody has it")
        << std::vector{member(Alice, 9, 9), member(Bob, 4, 4)} << DeliveryStatus::Sent;
    QTest::newRow("the sender's own cursor does not count")
        << std::vector{member(Alice, 0, 0), member(Bob, 5, 4)} << DeliveryStatus::Delivered;
    QTest::newRow("one of two") << std::vector{member(Alice, 0, 0), member(Bob, 5, 5),
                                               member(Carol, 4, 0)}
                                << DeliveryStatus::Sent;
    QTest::newRow("both have it, one read it")
        << std::vector{member(Alice, 0, 0), member(Bob, 5, 5), member(Carol, 6, 0)}
        << DeliveryStatus::Delivered;
    QTest::newRow("both read it") << std::vector{member(Alice, 0, 0), member(Bob, 5, 5),
                                                 member(Carol, 6, 6)}
                                  << DeliveryStatus::Read;
    Member secretive = member(Bob, 6, 6);
    secretive.shownReadSeq = 4;
    QTest::newRow("read in secret")
        << std::vector{member(Alice, 0, 0), secretive} << DeliveryStatus::Delivered;
    QTest::newRow("two that are equally low")
        << std::vector{member(Alice, 5, 0), member(Bob, 5, 0), member(Carol, 5, 5)}
        << DeliveryStatus::Delivered;
}

void RosterTest::tellsAMessagesStatusFromTheOthers()
{
    QFETCH(std::vector<Member>, members);
    QFETCH(DeliveryStatus, expected);
    const Roster roster(members);
    QCOMPARE(statusOf(Alice, 5, roster.floor(DeliveryStatus::Delivered),
                      roster.floor(DeliveryStatus::Read)),
             expected);
}

QTEST_GUILESS_MAIN(RosterTest)
#include "tst_roster.moc"
