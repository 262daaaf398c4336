// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlsessionliststore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Noon = 1'000'000;

Session session(qint64 id, qint64 user, const QString &address)
{
    return {.id = SessionId(id),
            .user = UserId(user),
            .device = u"phone-%1"_s.arg(id),
            .dialect = id % 2 ? u"phone"_s : u"mern"_s,
            .clientName = u"Web"_s,
            .address = address,
            .userAgent = u"Tester/%1"_s.arg(id),
            .createdAt = test::at(Noon - 1000 * id),
            .lastSeenAt = test::at(Noon - 500 * id),
            .expiresAt = test::at(Noon + 1000),
            .revokedAt = {},
            .revokedBy = {},
            .revokedWhy = {}};
}

} // namespace

class SqlSessionListStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void showsASessionAndWhoseItIs();
    void pagesFromTheNewest();
    void sorts_data();
    void sorts();
    void asks_data();
    void asks();
    void hasAColumnForEveryField();

private:
    SessionListQuery query(const QString &expression) const
    {
        return {.filter = parseFilter(expression, sessionFields(), test::at(Noon)).value(),
                .now = test::at(Noon)};
    }

    QList<qint64> ids(const SessionListQuery &asked)
    {
        QList<qint64> found;
        const auto listed = (*m_stores)->sessionList.list(asked);
        for (const SessionView &view : listed.value())
            found.append(view.session.id.value());
        return found;
    }

    std::unique_ptr<test::TestStores> m_stores;
};

//! 1 and 2 are User 1's and active, 3 is User 2's and revoked, 4 is User 2's and has expired.
void SqlSessionListStoreTest::init()
{
    m_stores = std::make_unique<test::TestStores>();
    SessionStore &sessions = (*m_stores)->sessions;
    for (const qint64 user : {1, 2})
        test::addUser(**m_stores, UserId(user));
    QVERIFY(sessions.add(session(1, 1, u"10.0.0.1"_s)));
    QVERIFY(sessions.add(session(2, 1, u"::1"_s)));
    QVERIFY(sessions.add(session(3, 2, u"10.9.0.1"_s)));
    Session old = session(4, 2, u"192.0.2.4"_s);
    old.expiresAt = test::at(Noon);
    QVERIFY(sessions.add(old));
    QVERIFY(sessions.revoke(SessionId(3), {test::at(Noon - 5), u"user:9"_s, u"stolen"_s}));
}

void SqlSessionListStoreTest::showsASessionAndWhoseItIs()
{
    const auto found = (*m_stores)->sessionList.list(query(u"id:3"_s));
    QVERIFY(found);
    QCOMPARE(found->size(), 1U);
    const Session &one = found->front().session;
    QCOMPARE(found->front().userName, u"User 2"_s);
    QCOMPARE(one.user, UserId(2));
    QCOMPARE(one.device, u"phone-3"_s);
    QCOMPARE(one.dialect, u"phone"_s);
    QCOMPARE(one.clientName, u"Web"_s);
    QCOMPARE(one.address, u"10.9.0.1"_s);
    QCOMPARE(one.userAgent, u"Tester/3"_s);
    QCOMPARE(one.createdAt, test::at(Noon - 3000));
    QCOMPARE(one.lastSeenAt, test::at(Noon - 1500));
    QCOMPARE(one.expiresAt, test::at(Noon + 1000));
    QCOMPARE(one.revokedAt, std::optional(test::at(Noon - 5)));
    QCOMPARE(one.revokedBy, u"user:9"_s);
    QCOMPARE(one.revokedWhy, u"stolen"_s);
}

void SqlSessionListStoreTest::pagesFromTheNewest()
{
    SessionListQuery page = query({});
    page.limit = 3;
    QCOMPARE(ids(page), (QList<qint64>{4, 3, 2}));
    page.after = SessionPlace{SessionId(2)};
    QCOMPARE(ids(page), (QList<qint64>{1}));
    QCOMPARE((*m_stores)->sessionList.count(page).value(), 4);
}

void SqlSessionListStoreTest::sorts_data()
{
    QTest::addColumn<QString>("order");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QList<qint64>>("found");

    const QList<std::pair<QString, QList<qint64>>> orders{
        {u"created"_s, {1, 2, 3, 4}},   {u"-created"_s, {4, 3, 2, 1}},
        {u"last_seen"_s, {4, 3, 2, 1}}, {u"-last_seen"_s, {1, 2, 3, 4}},
        {u"ended"_s, {3, 4, 1, 2}},     {u"-ended"_s, {2, 1, 4, 3}},
        {u"user"_s, {1, 2, 3, 4}},      {u"-user"_s, {4, 3, 2, 1}}};
    for (const auto &[order, found] : orders) {
        QTest::addRow("%s, all", qPrintable(order)) << order << QString() << found;
        QTest::addRow("%s, some", qPrintable(order)) << order << u"client:web"_s << found;
        QTest::addRow("%s, by name", qPrintable(order)) << order << u"user:user*"_s << found;
        QTest::addRow("%s, by what they are not", qPrintable(order))
            << order << u"-client:else -device:none"_s << found;
        QTest::addRow("%s, by state", qPrintable(order))
            << order << u"state:active,revoked,expired"_s << found;
    }
}

//! In one page, and in pages of one.
void SqlSessionListStoreTest::sorts()
{
    QFETCH(QList<qint64>, found);
    QFETCH(QString, order);
    QFETCH(QString, filter);
    SessionListQuery page = query(filter);
    page.order = parseSessionOrder(order).value();
    QCOMPARE(ids(page), found);
    page.limit = 1;
    QList<qint64> pieces;
    for (qsizetype i = 0; i <= found.size(); ++i) {
        const auto next = (*m_stores)->sessionList.list(page).value();
        if (next.empty())
            break;
        pieces.append(next.front().session.id.value());
        page.after = placeOf(next.front(), page.order);
    }
    QCOMPARE(pieces, found);
}

void SqlSessionListStoreTest::asks_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QList<qint64>>("found");

    QTest::newRow("nothing") << QString() << QList<qint64>{4, 3, 2, 1};
    QTest::newRow("active") << u"state:active"_s << QList<qint64>{2, 1};
    QTest::newRow("revoked") << u"state:revoked"_s << QList<qint64>{3};
    QTest::newRow("expired") << u"state:expired"_s << QList<qint64>{4};
    QTest::newRow("a network") << u"address:10.0.0.0/8"_s << QList<qint64>{3, 1};
    QTest::newRow("not a network") << u"-address:10.0.0.0/8"_s << QList<qint64>{4, 2};
    QTest::newRow("a name") << u"\"user 2\""_s << QList<qint64>{4, 3};
    QTest::newRow("another name") << u"-\"user 2\""_s << QList<qint64>{2, 1};
    QTest::newRow("one of two names") << u"user:nobody,*2"_s << QList<qint64>{4, 3};
    QTest::newRow("a name, and more")
        << u"user:user* state:active -device:phone-1"_s << QList<qint64>{2};
    QTest::newRow("an account") << u"user_id:1"_s << QList<qint64>{2, 1};
    QTest::newRow("a device") << u"device:PHONE-2"_s << QList<qint64>{2};
    QTest::newRow("a dialect") << u"dialect:mern"_s << QList<qint64>{4, 2};
    QTest::newRow("an agent") << u"agent:tester/1"_s << QList<qint64>{1};
    QTest::newRow("a client") << u"client:we*"_s << QList<qint64>{4, 3, 2, 1};
    QTest::newRow("seen lately") << u"last_seen>-1s"_s << QList<qint64>{1};
    QTest::newRow("created") << u"created<-2s"_s << QList<qint64>{4, 3};
    QTest::newRow("about to expire") << u"expires<+1s"_s << QList<qint64>{4};
    QTest::newRow("ended by somebody") << u"ended_by:user:9"_s << QList<qint64>{3};
    QTest::newRow("ended") << u"ended>2020-01-01"_s << QList<qint64>{3};
    QTest::newRow("all of it") << u"user_id:1 state:active address:::1"_s << QList<qint64>{2};
}

void SqlSessionListStoreTest::asks()
{
    QFETCH(QString, filter);
    QFETCH(QList<qint64>, found);
    QCOMPARE(ids(query(filter)), found);
    QCOMPARE((*m_stores)->sessionList.count(query(filter)).value(), qint64(found.size()));
}

void SqlSessionListStoreTest::hasAColumnForEveryField()
{
    for (const FilterField &field : sessionFields().fields) {
        const Filter filter{{field.name, false, true}};
        QVERIFY2((*m_stores)->sessionList.count({.filter = filter}), field.name.latin1());
    }
}

QTEST_GUILESS_MAIN(SqlSessionListStoreTest)
#include "tst_sqlsessionliststore.moc"
