// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlgroupliststore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlGroupListStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void showsAGroupAndWhoseItIs();
    void showsNoDirectChats();
    void pagesFromTheNewest();
    void sorts_data();
    void sorts();
    void countsMembersAsTheyComeAndGo();
    void asks_data();
    void asks();
    void hasAColumnForEveryField();

private:
    void addGroup(qint64 id, const QString &title, const std::vector<UserId> &others);
    ListQuery query(const QString &expression) const
    {
        return {.filter = parseFilter(expression, groupFields(), test::at(0)).value()};
    }
    QList<qint64> ids(const ListQuery &asked)
    {
        QList<qint64> found;
        const auto listed = (*m_stores)->groupList.list(asked);
        for (const GroupView &view : listed.value())
            found.append(view.group.id.value());
        return found;
    }

    std::unique_ptr<test::TestStores> m_stores;
};

//! 10 is User 1's with two more; 11 is frozen; 12 has been dissolved; 13 is a direct chat.
void SqlGroupListStoreTest::init()
{
    m_stores = std::make_unique<test::TestStores>();
    Stores &stores = **m_stores;
    for (const qint64 user : {1, 2, 3})
        test::addUser(stores, UserId(user));
    addGroup(10, u"Cooking"_s, {UserId(2), UserId(3)});
    addGroup(11, u"Running"_s, {UserId(2)});
    addGroup(12, u"Old"_s, {});
    QVERIFY(stores.members.leave(ConversationId(12), UserId(1)));
    auto frozen = stores.conversations.locate(ConversationId(11));
    frozen->isFrozen = true;
    QVERIFY(stores.conversations.update(*frozen));
    Conversation direct;
    direct.id = ConversationId(13);
    direct.createdBy = UserId(1);
    QVERIFY(stores.conversations.addDirect(direct, UserId(2)));
}

void SqlGroupListStoreTest::addGroup(qint64 id, const QString &title,
                                     const std::vector<UserId> &others)
{
    Conversation group;
    group.id = ConversationId(id);
    group.kind = ConversationKind::Group;
    group.title = title;
    group.createdBy = UserId(1);
    group.createdAt = test::at(id);
    group.updatedAt = test::at(id);
    QVERIFY((*m_stores)->conversations.addGroup(group, others));
}

void SqlGroupListStoreTest::showsAGroupAndWhoseItIs()
{
    const auto found = (*m_stores)->groupList.find(ConversationId(10));
    QVERIFY(found);
    QCOMPARE(found->group.title, u"Cooking"_s);
    QCOMPARE(found->group.createdBy, UserId(1));
    QCOMPARE(found->ownerName, u"User 1"_s);
    QCOMPARE(found->members, 3);
    QVERIFY(!found->group.isFrozen);
    QVERIFY((*m_stores)->groupList.find(ConversationId(11))->group.isFrozen);
}

void SqlGroupListStoreTest::showsNoDirectChats()
{
    const auto found = (*m_stores)->groupList.find(ConversationId(13));
    QCOMPARE(found.error().code, "conversation_not_found"_L1);
    QVERIFY(!ids(query({})).contains(13));
}

void SqlGroupListStoreTest::pagesFromTheNewest()
{
    ListQuery page = query({});
    page.limit = 2;
    QCOMPARE(ids(page), (QList<qint64>{12, 11}));
    page.after = ListPlace{11};
    QCOMPARE(ids(page), (QList<qint64>{10}));
}

void SqlGroupListStoreTest::sorts_data()
{
    QTest::addColumn<QList<qint64>>("expected");

    QTest::newRow("created") << QList<qint64>{10, 11, 12};
    QTest::newRow("-updated") << QList<qint64>{12, 11, 10};
    QTest::newRow("title") << QList<qint64>{10, 12, 11};
    QTest::newRow("-title") << QList<qint64>{11, 12, 10};
    QTest::newRow("members") << QList<qint64>{12, 11, 10};
    QTest::newRow("-members") << QList<qint64>{10, 11, 12};
    QTest::newRow("messages") << QList<qint64>{10, 11, 12};
    QTest::newRow("-messages") << QList<qint64>{12, 11, 10};
}

//! One group to a page, with and without a filter; nobody wrote anything, so ids break ties.
void SqlGroupListStoreTest::sorts()
{
    QFETCH(const QList<qint64>, expected);
    for (const QString &expression : {u""_s, u"members>=0"_s}) {
        ListQuery asked = query(expression);
        asked.order = parseOrder(QString::fromLatin1(QTest::currentDataTag()), groupKeys()).value();
        asked.limit = 1;
        QList<qint64> found;
        for (auto page = (*m_stores)->groupList.list(asked); !page->empty();
             page = (*m_stores)->groupList.list(asked)) {
            found.append(page->front().group.id.value());
            asked.after = placeOf(page->front(), asked.order);
        }
        QCOMPARE(found, expected);
    }
}

void SqlGroupListStoreTest::countsMembersAsTheyComeAndGo()
{
    Stores &stores = **m_stores;
    const ConversationId group(10);
    const auto members = [&stores, group] { return stores.groupList.find(group)->members; };
    QVERIFY(stores.members.leave(group, UserId(3)));
    QCOMPARE(members(), 2);
    QVERIFY(stores.members.add(group, UserId(3), Role::Member, test::at(50)));
    QCOMPARE(members(), 3);
    QVERIFY(stores.members.add(group, UserId(3), Role::Member, test::at(51)));
    QCOMPARE(members(), 3);
}

void SqlGroupListStoreTest::asks_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QList<qint64>>("found");

    QTest::newRow("nothing") << QString() << QList<qint64>{12, 11, 10};
    QTest::newRow("words") << u"ing"_s << QList<qint64>{11, 10};
    QTest::newRow("a title") << u"title:COOKING"_s << QList<qint64>{10};
    QTest::newRow("an id") << u"id:10,13"_s << QList<qint64>{10};
    QTest::newRow("an owner") << u"owner:\"user 1\" owner_id:1"_s << QList<qint64>{12, 11, 10};
    QTest::newRow("another owner") << u"owner_id:2"_s << QList<qint64>{};
    QTest::newRow("active") << u"state:active"_s << QList<qint64>{10};
    QTest::newRow("frozen") << u"state:frozen"_s << QList<qint64>{11};
    QTest::newRow("dissolved") << u"state:dissolved"_s << QList<qint64>{12};
    QTest::newRow("members") << u"members>=2"_s << QList<qint64>{11, 10};
    QTest::newRow("messages") << u"messages>0"_s << QList<qint64>{};
    QTest::newRow("created") << u"created>2000-01-01"_s << QList<qint64>{12, 11, 10};
    QTest::newRow("updated") << u"updated<2000-01-01"_s << QList<qint64>{};
}

void SqlGroupListStoreTest::asks()
{
    QFETCH(QString, filter);
    QFETCH(QList<qint64>, found);
    QCOMPARE(ids(query(filter)), found);
    QCOMPARE((*m_stores)->groupList.count(query(filter).filter).value(), qint64(found.size()));
}

void SqlGroupListStoreTest::hasAColumnForEveryField()
{
    for (const FilterField &field : groupFields().fields) {
        const Filter filter{{field.name, false, true}};
        QVERIFY2((*m_stores)->groupList.count(filter), field.name.latin1());
    }
}

QTEST_GUILESS_MAIN(SqlGroupListStoreTest)
#include "tst_sqlgroupliststore.moc"
