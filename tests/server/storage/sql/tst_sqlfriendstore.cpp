// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlfriendstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlFriendStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void findsAPairInEitherOrder();
    void putsANewRequestInThePlaceOfTheOld();
    void listsByWhatTheyAre();
    void listsAPageAfterAnother();
    void refusesSomebodyAndThemselves();

private:
    Friendship put(qint64 id, qint64 from, qint64 to, FriendshipState state)
    {
        const Friendship friendship{.id = FriendshipId(id),
                                    .from = UserId(from),
                                    .to = UserId(to),
                                    .state = state,
                                    .createdAt = test::at(id),
                                    .changedAt = test::at(id + 1)};
        if (!(*m_stores)->friends.put(friendship))
            qFatal("not stored");
        return friendship;
    }

    std::vector<qint64> others(const FriendPage &page)
    {
        std::vector<qint64> ids;
        const auto views = (*m_stores)->friends.list(page);
        for (const FriendshipView &view : *views)
            ids.push_back(view.other.id.value());
        return ids;
    }

    std::unique_ptr<test::TestStores> m_stores;
};

void SqlFriendStoreTest::init()
{
    m_stores = std::make_unique<test::TestStores>();
    for (const qint64 id : {1, 2, 3, 4, 5})
        test::addUser(**m_stores, UserId(id));
}

void SqlFriendStoreTest::findsAPairInEitherOrder()
{
    put(10, 2, 1, FriendshipState::Pending);
    for (const auto &[one, other] : {std::pair(1, 2), std::pair(2, 1)}) {
        const auto found = (*m_stores)->friends.findBetween(UserId(one), UserId(other));
        QVERIFY(found && *found);
        QCOMPARE((*found)->from, UserId(2));
        QCOMPARE((*found)->to, UserId(1));
        QCOMPARE((*found)->createdAt, test::at(10));
        QCOMPARE((*found)->changedAt, test::at(11));
    }
    QVERIFY(!*(*m_stores)->friends.findBetween(UserId(1), UserId(3)));
    QCOMPARE((*m_stores)->friends.find(FriendshipId(11)).error().kind, Error::Kind::NotFound);
}

void SqlFriendStoreTest::putsANewRequestInThePlaceOfTheOld()
{
    put(10, 2, 1, FriendshipState::Declined);
    put(11, 1, 2, FriendshipState::Pending);
    const auto found = (*m_stores)->friends.findBetween(UserId(1), UserId(2));
    QCOMPARE((*found)->id, FriendshipId(11));
    QCOMPARE((*found)->from, UserId(1));
    QVERIFY(!(*m_stores)->friends.find(FriendshipId(10)));
}

void SqlFriendStoreTest::listsByWhatTheyAre()
{
    put(10, 1, 2, FriendshipState::Accepted);
    put(11, 3, 1, FriendshipState::Accepted);
    put(12, 1, 4, FriendshipState::Pending);
    put(13, 5, 1, FriendshipState::Pending);
    using Which = FriendPage::Which;
    QCOMPARE(others({.user = UserId(1), .which = Which::Friends}), (std::vector<qint64>{3, 2}));
    QCOMPARE(others({.user = UserId(1), .which = Which::Outgoing}), (std::vector<qint64>{4}));
    QCOMPARE(others({.user = UserId(1), .which = Which::Incoming}), (std::vector<qint64>{5}));
    QCOMPARE(*(*m_stores)->friends.listFriends(UserId(1)), (std::vector{UserId(2), UserId(3)}));
    QCOMPARE(*(*m_stores)->friends.countOutgoing(UserId(1)), 1);
    const auto views = (*m_stores)->friends.list({.user = UserId(2)});
    QCOMPARE(views->front().other.displayName, u"User 1"_s);
    QVERIFY(!views->front().other.phone.isEmpty());
}

void SqlFriendStoreTest::listsAPageAfterAnother()
{
    for (const qint64 other : {2, 3, 4, 5})
        put(10 + other, 1, other, FriendshipState::Accepted);
    FriendPage page{.user = UserId(1), .limit = 3};
    QCOMPARE(others(page), (std::vector<qint64>{5, 4, 3}));
    page.before = FriendshipId(13);
    QCOMPARE(others(page), (std::vector<qint64>{2}));
}

void SqlFriendStoreTest::refusesSomebodyAndThemselves()
{
    const Friendship alone{.id = FriendshipId(10), .from = UserId(1), .to = UserId(1)};
    QVERIFY(!(*m_stores)->friends.put(alone));
}

QTEST_GUILESS_MAIN(SqlFriendStoreTest)
#include "tst_sqlfriendstore.moc"
