// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlaccountliststore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Noon = 1'000'000;

} // namespace

class SqlAccountListStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void showsAnAccountWithWhatIsKnownOfIt();
    void pagesInEachOrder_data();
    void pagesInEachOrder();
    void asks_data();
    void asks();
    void hasAColumnForEveryField();

private:
    void addUsers();
    void addSession(qint64 id, qint64 user, Timestamp lastSeen);
    AccountListQuery query(const QString &expression) const
    {
        return {.filter = parseFilter(expression, accountFields(), test::at(Noon)).value(),
                .now = test::at(Noon)};
    }
    QList<qint64> ids(const AccountListQuery &asked)
    {
        QList<qint64> found;
        const auto listed = (*m_stores)->accountList.list(asked);
        for (const AccountView &view : listed.value())
            found.append(view.user.id.value());
        return found;
    }

    std::unique_ptr<test::TestStores> m_stores;
};

//! 1 is Zoë, an owner with a second factor; 2 is Alice, suspended; 3 is "alice" with a proven
//! address, suspended until noon; 4 is Bob, who was never seen.
void SqlAccountListStoreTest::init()
{
    m_stores = std::make_unique<test::TestStores>();
    Stores &stores = **m_stores;
    addUsers();
    QVERIFY(stores.staff.setRole(UserId(1), StaffRole::Owner));
    QVERIFY(stores.secondFactors.put({UserId(1), "sealed", 0, test::at(1)}));
    QVERIFY(stores.secondFactors.put({UserId(2), "sealed", 0, {}}));
    QVERIFY(stores.suspensions.put(UserId(2), {test::at(2), {}, u"Spam"_s, u"user:1"_s}));
    QVERIFY(stores.suspensions.put(UserId(3), {.at = test::at(3), .until = test::at(Noon)}));
    addSession(1, 1, test::at(Noon - 100));
    addSession(2, 1, test::at(Noon - 5000));
    addSession(3, 2, test::at(Noon - 9000));
}

void SqlAccountListStoreTest::addUsers()
{
    const auto add = [this](qint64 id, const QString &name, const QString &phone,
                            const QString &email, bool isVerified) {
        User user;
        user.id = UserId(id);
        user.displayName = name;
        user.phone = phone;
        user.email = email;
        user.isEmailVerified = isVerified;
        user.username = id == 4 ? u"The.Builder"_s : QString();
        user.createdAt = test::at(id);
        QVERIFY((*m_stores)->accounts.add(user));
    };
    add(1, u"Zoë"_s, u"+491111111"_s, {}, false);
    add(2, u"Alice"_s, u"+492222222"_s, u"alice@example.org"_s, false);
    add(3, u"alice"_s, {}, u"other@example.com"_s, true);
    add(4, u"Bob"_s, {}, u"bob@example.org"_s, false);
}

void SqlAccountListStoreTest::addSession(qint64 id, qint64 user, Timestamp lastSeen)
{
    Session session;
    session.id = SessionId(id);
    session.user = UserId(user);
    session.lastSeenAt = lastSeen;
    QVERIFY((*m_stores)->sessions.add(session));
}

void SqlAccountListStoreTest::showsAnAccountWithWhatIsKnownOfIt()
{
    const auto owner = (*m_stores)->accountList.find(UserId(1));
    QVERIFY(owner);
    QCOMPARE(owner->user.displayName, u"Zoë"_s);
    QCOMPARE(owner->role, StaffRole::Owner);
    QCOMPARE(owner->lastSeenAt, std::optional(test::at(Noon - 100)));
    QVERIFY(!owner->suspension);
    const auto suspended = (*m_stores)->accountList.find(UserId(2));
    QCOMPARE(suspended->suspension,
             std::optional(Suspension{test::at(2), {}, u"Spam"_s, u"user:1"_s}));
    QVERIFY(!(*m_stores)->accountList.find(UserId(4))->lastSeenAt);
    QCOMPARE((*m_stores)->accountList.find(UserId(5)).error().code, "user_not_found"_L1);
}

void SqlAccountListStoreTest::pagesInEachOrder_data()
{
    QTest::addColumn<AccountOrder>("order");
    QTest::addColumn<QList<qint64>>("first");
    QTest::addColumn<QList<qint64>>("second");

    QTest::newRow("newest") << AccountOrder::Newest << QList<qint64>{4, 3, 2} << QList<qint64>{1};
    QTest::newRow("oldest") << AccountOrder::Oldest << QList<qint64>{1, 2, 3} << QList<qint64>{4};
    // The same name twice, in whichever case.
    QTest::newRow("name") << AccountOrder::Name << QList<qint64>{2, 3, 4} << QList<qint64>{1};
}

void SqlAccountListStoreTest::pagesInEachOrder()
{
    QFETCH(AccountOrder, order);
    QFETCH(QList<qint64>, first);
    QFETCH(QList<qint64>, second);
    AccountListQuery page = query({});
    page.order = order;
    page.limit = 3;
    QCOMPARE(ids(page), first);
    page.after = placeOf((*m_stores)->accountList.find(UserId(first.back()))->user);
    QCOMPARE(ids(page), second);
    page.after = placeOf((*m_stores)->accountList.find(UserId(first.front()))->user);
    QCOMPARE(ids(page), first.mid(1) + second);
}

void SqlAccountListStoreTest::asks_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QList<qint64>>("found");

    QTest::newRow("nothing") << QString() << QList<qint64>{4, 3, 2, 1};
    QTest::newRow("active") << u"state:active"_s << QList<qint64>{4, 3, 1};
    QTest::newRow("suspended") << u"state:suspended"_s << QList<qint64>{2};
    QTest::newRow("a name") << u"user:ALICE"_s << QList<qint64>{3, 2};
    QTest::newRow("the same by its other word") << u"name:zo*"_s << QList<qint64>{1};
    QTest::newRow("a user name") << u"username:the.builder"_s << QList<qint64>{4};
    QTest::newRow("a phone number") << u"phone:+49111*"_s << QList<qint64>{1};
    QTest::newRow("no phone number") << u"-phone:+49*"_s << QList<qint64>{4, 3};
    QTest::newRow("an address") << u"email:*@example.org"_s << QList<qint64>{4, 2};
    QTest::newRow("an id") << u"id:3,4"_s << QList<qint64>{4, 3};
    QTest::newRow("a role") << u"role:owner"_s << QList<qint64>{1};
    QTest::newRow("no role") << u"role:none"_s << QList<qint64>{4, 3, 2};
    QTest::newRow("a proven address") << u"verified:yes"_s << QList<qint64>{3};
    QTest::newRow("a second factor") << u"second_factor:yes"_s << QList<qint64>{1};
    QTest::newRow("created") << u"created<1970-01-01"_s << QList<qint64>{};
    QTest::newRow("seen lately") << u"last_seen>-1s"_s << QList<qint64>{1};
    QTest::newRow("seen long ago") << u"last_seen<-1s"_s << QList<qint64>{2};
    QTest::newRow("was suspended") << u"suspended>2000-01-01"_s << QList<qint64>{3, 2};
    QTest::newRow("words in a user name") << u"builder"_s << QList<qint64>{4};
    QTest::newRow("words in a number") << u"2222"_s << QList<qint64>{2};
    QTest::newRow("words in an address") << u"other@"_s << QList<qint64>{3};
    QTest::newRow("what would be SQL")
        << u"name:\"'; DROP TABLE account; --\""_s << QList<qint64>{};
}

void SqlAccountListStoreTest::asks()
{
    QFETCH(QString, filter);
    QFETCH(QList<qint64>, found);
    QCOMPARE(ids(query(filter)), found);
    QCOMPARE((*m_stores)->accountList.count(query(filter).filter, test::at(Noon)).value(),
             qint64(found.size()));
}

void SqlAccountListStoreTest::hasAColumnForEveryField()
{
    for (const FilterField &field : accountFields().fields) {
        const Filter filter{{field.name, false, true}};
        QVERIFY2((*m_stores)->accountList.count(filter, test::at(Noon)), field.name.latin1());
    }
}

QTEST_GUILESS_MAIN(SqlAccountListStoreTest)
#include "tst_sqlaccountliststore.moc"
