// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/sight.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;

namespace {

const UserId Alice(1);
const UserId Bob(2);

} // namespace

class SightTest : public QObject
{
    Q_OBJECT

private slots:
    void isMutualAndAsStrictAsTheStricter_data();
    void isMutualAndAsStrictAsTheStricter();
    void endsWithABlock();
    void isNobodysWhoIsNotThere();

private:
    static bool see(TestStores &stores)
    {
        const auto sights = readSights(*stores, {Alice, Bob});
        const bool one = seeEachOther(sights->at(0), sights->at(1));
        if (one != seeEachOther(sights->at(1), sights->at(0)))
            qFatal("Only one sees the other.");
        return one;
    }
};

void SightTest::isMutualAndAsStrictAsTheStricter_data()
{
    QTest::addColumn<int>("alices");
    QTest::addColumn<int>("bobs");
    QTest::addColumn<bool>("areFriends");
    QTest::addColumn<bool>("see");
    const int everyone = int(Audience::Everyone);
    const int friends = int(Audience::Friends);
    const int nobody = int(Audience::Nobody);
    QTest::newRow("everyone") << everyone << everyone << false << true;
    QTest::newRow("friends, strangers") << friends << everyone << false << false;
    QTest::newRow("friends, friends") << everyone << friends << true << true;
    QTest::newRow("both friends") << friends << friends << true << true;
    QTest::newRow("nobody") << everyone << nobody << true << false;
    QTest::newRow("nobody and friends") << nobody << friends << true << false;
}

void SightTest::isMutualAndAsStrictAsTheStricter()
{
    QFETCH(int, alices);
    QFETCH(int, bobs);
    QFETCH(bool, areFriends);
    TestStores stores;
    addUser(*stores, Alice);
    addUser(*stores, Bob);
    QVERIFY(stores->accounts.updatePrivacy(Alice, {.lastSeen = Audience(alices)}));
    QVERIFY(stores->accounts.updatePrivacy(Bob, {.lastSeen = Audience(bobs)}));
    if (areFriends)
        QVERIFY(stores->friends.put(
            {.id = FriendshipId(9), .from = Bob, .to = Alice, .state = FriendshipState::Accepted}));
    QTEST(see(stores), "see");
}

void SightTest::endsWithABlock()
{
    TestStores stores;
    addUser(*stores, Alice);
    addUser(*stores, Bob);
    QVERIFY(see(stores));
    QVERIFY(stores->blocks.add(Bob, Alice, at(0)));
    QVERIFY(!see(stores));
}

void SightTest::isNobodysWhoIsNotThere()
{
    TestStores stores;
    addUser(*stores, Alice);
    QCOMPARE(readSights(*stores, {Alice, Bob})->size(), 1u);
}

QTEST_GUILESS_MAIN(SightTest)
#include "tst_sight.moc"
