// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/orderclause.h"

#include <QTest>

#include <stdexcept>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

using Kind = SortKey::Kind;

constexpr OrderColumn Columns[] = {
    {QLatin1String("created"), "t.id"},
    {QLatin1String("size"), "t.size"},
};

const SortKey BySize{"size"_L1, Kind::Number};

} // namespace

class OrderClauseTest : public QObject
{
    Q_OBJECT

private slots:
    void writesAnOrder_data();
    void writesAnOrder();
    void sortsWhatAFilterLeaves();
    void refusesAKeyWithoutAColumn();
};

void OrderClauseTest::writesAnOrder_data()
{
    QTest::addColumn<ListQuery>("query");
    QTest::addColumn<QByteArray>("by");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<int>("values");

    const ListPlace place{5, qint64(7)};
    QTest::newRow("the newest first")
        << ListQuery() << QByteArray("t.id DESC") << QByteArray("TRUE") << 0;
    QTest::newRow("the next page of it")
        << ListQuery{.after = place} << QByteArray("t.id DESC") << QByteArray("t.id < ?") << 1;
    QTest::newRow("by a column") << ListQuery{.order = {BySize, false}}
                                 << QByteArray("t.size, t.id") << QByteArray("TRUE") << 0;
    QTest::newRow("the next page by it, backwards")
        << ListQuery{.order = {BySize, true}, .after = place}
        << QByteArray("t.size DESC, t.id DESC") << QByteArray("(t.size, t.id) < (?, ?)") << 2;
}

void OrderClauseTest::writesAnOrder()
{
    QFETCH(const ListQuery, query);
    QFETCH(const QByteArray, by);
    QFETCH(const QByteArray, after);
    QFETCH(const int, values);
    const OrderClause clause = toOrder(query, Columns);
    QCOMPARE(clause.by.toByteArray(), by);
    QCOMPARE(clause.after.sql.toByteArray(), after);
    QCOMPARE(clause.after.values.size(), size_t(values));
}

void OrderClauseTest::sortsWhatAFilterLeaves()
{
    ListQuery query{.filter = {{"size"_L1, false, true}}, .order = {BySize, false}};
    QCOMPARE(toOrder(query, Columns).by.toByteArray(), "+t.size, t.id");
    query.order = {};
    QCOMPARE(toOrder(query, Columns).by.toByteArray(), "t.id DESC");
}

void OrderClauseTest::refusesAKeyWithoutAColumn()
{
    const ListQuery query{.order = {{"name"_L1, Kind::Text}, false}};
    QVERIFY_THROWS_EXCEPTION(std::logic_error, toOrder(query, Columns));
}

QTEST_GUILESS_MAIN(OrderClauseTest)
#include "tst_orderclause.moc"
