// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/filterclause.h"
#include "server/storage/sql/statement.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using Kind = FilterField::Kind;

namespace {

const Timestamp Now = *parseIso(u"2026-03-01T12:00:00Z");

const FilterFields &visitorList()
{
    static const FilterFields list = {{
                                          {"name"_L1},
                                          {"state"_L1, Kind::Exact, {u"active"_s, u"locked"_s}},
                                          {"device"_L1, Kind::Exact},
                                          {"seen"_L1, Kind::Time},
                                          {"size"_L1, Kind::Number},
                                          {"id"_L1, Kind::Id},
                                          {"address"_L1, Kind::Network},
                                          {"verified"_L1, Kind::Flag},
                                          {"before"_L1},
                                      },
                                      "name"_L1};
    return list;
}

constexpr FilterColumn Columns[] = {
    {"name"_L1, "name"},
    {"state"_L1, "CASE WHEN locked_at IS NULL THEN 'active' ELSE 'locked' END"},
    {"device"_L1, "device"},
    {"seen"_L1, "seen_at"},
    {"size"_L1, "size"},
    {"id"_L1, "id"},
    {"address"_L1, "address"},
    {"verified"_L1, "verified_at IS NOT NULL AND locked_at IS NULL"},
    {"before"_L1, "v.name", "id IN (SELECT v.id + 1 FROM visitor v WHERE "},
};

struct Visitor
{
    qint64 id = 0;
    std::optional<QString> name = {};
    QString device = {};
    QString address = {};
    std::optional<Timestamp> seenAt = {};
    qint64 size = 0;
    std::optional<Timestamp> lockedAt = {};
    std::optional<Timestamp> verifiedAt = {};
};

Timestamp iso(QStringView text)
{
    return *parseIso(text);
}

std::vector<Visitor> visitors()
{
    return {
        {.id = 1,
         .name = u"Alice"_s,
         .device = u"Pixel"_s,
         .address = u"10.1.2.3"_s,
         .seenAt = iso(u"2026-01-31T00:00:00Z"),
         .size = 10'000'000,
         .verifiedAt = Now},
        {.id = 2,
         .name = u"alina O'Neil"_s,
         .device = u"pixel"_s,
         .address = u"::ffff:10.9.9.9"_s,
         .seenAt = iso(u"2026-01-31T23:59:59.999Z"),
         .size = 9'999'999},
        {.id = 3,
         .name = u"ZOË \"100%\" Σ_x"_s,
         .address = u"2001:db8::7"_s,
         .seenAt = iso(u"2026-02-01T00:00:00Z"),
         .lockedAt = Now,
         .verifiedAt = Now},
        {.id = 4, .name = u""_s, .address = u"192.0.2.7"_s},
        {.id = 5, .name = u"1000 back\\slash 👋"_s, .address = u""_s, .seenAt = Now},
        {.id = 6, .name = std::nullopt, .address = u"fe80::1%eth0"_s},
        {.id = 7, .name = u"x"_s.repeated(10'000), .address = u"not an address"_s},
    };
}

} // namespace

class FilterClauseTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void finds_data();
    void finds();
    void pastesNothingThatWasWritten();
    void goesBesideOtherConditions();
    void takesTheMostThereCanBe();
    void takesManyIds();
    void refusesLongValuesBeforeAnythingIsAsked();
    void noticesAFieldWithoutAColumn();

private:
    QString found(const QString &expression);

    test::TestStores m_stores;
};

void FilterClauseTest::initTestCase()
{
    SqlConnection &connection = m_stores.connection();
    QVERIFY(connection.execute(u"CREATE TABLE visitor (id INTEGER PRIMARY KEY, name TEXT, "
                               "device TEXT NOT NULL, address TEXT NOT NULL, seen_at INTEGER, "
                               "size INTEGER NOT NULL, locked_at INTEGER, verified_at INTEGER) "
                               "STRICT"_s));
    for (const Visitor &one : visitors())
        QVERIFY(Statement(connection, "INSERT INTO visitor VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                    .bind(one.id, one.name, one.device, one.address, one.seenAt, one.size,
                          one.lockedAt, one.verifiedAt)
                    .run());
}

//! \return the ids of those whom \p expression finds, e.g. "1 3", or why there are none.
QString FilterClauseTest::found(const QString &expression)
{
    const auto filter = parseFilter(expression, visitorList(), Now);
    if (!filter)
        return filter.error().message;
    const FilterClause clause = toClause(*filter, Columns);
    const auto ids =
        Statement(m_stores.connection(),
                  SqlText("SELECT id FROM visitor WHERE ") + clause.sql + " ORDER BY id")
            .bind(clause.values)
            .fetch([](const SqlRow &row) { return QString::number(row.integer(0)); });
    return ids ? QStringList(ids->begin(), ids->end()).join(u' ') : ids.error().detail;
}

void FilterClauseTest::finds_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("ids");

    QTest::newRow("everybody") << u""_s << u"1 2 3 4 5 6 7"_s;
    QTest::newRow("whole text") << u"name:alice"_s << u"1"_s;
    QTest::newRow("not a part of it") << u"name:ali"_s << u""_s;
    QTest::newRow("start") << u"name:AL*"_s << u"1 2"_s;
    QTest::newRow("end") << u"name:*ce"_s << u"1"_s;
    QTest::newRow("part") << u"name:*o'n*"_s << u"2"_s;
    QTest::newRow("a word") << u"neil"_s << u"2"_s;
    QTest::newRow("words, both of them") << u"neil alina"_s << u"2"_s;
    QTest::newRow("any of several") << u"name:alice,\"alina o'neil\""_s << u"1 2"_s;
    QTest::newRow("another case of another language") << u"name:\"zoë \"*"_s << u"3"_s;
    QTest::newRow("Greek") << u"σ_"_s << u"3"_s;
    QTest::newRow("quotes") << u"\"\\\"100%\\\"\""_s << u"3"_s;
    QTest::newRow("percent for itself") << u"100%"_s << u"3"_s;
    QTest::newRow("percent alone") << u"%"_s << u"3"_s;
    QTest::newRow("underline for itself") << u"_"_s << u"3"_s;
    QTest::newRow("backslash for itself") << u"k\\s"_s << u"5"_s;
    QTest::newRow("an emoji") << u"👋"_s << u"5"_s;
    QTest::newRow("an empty text") << u"name:\"\""_s << u"4"_s;
    QTest::newRow("the contrary has nothing, too") << u"-name:a*"_s << u"3 4 5 6 7"_s;
    QTest::newRow("a text of another row") << u"before:alice"_s << u"2"_s;
    QTest::newRow("either text of another row")
        << u"before:alice,\"alina o'neil\" id:1,2,3"_s << u"2 3"_s;
    QTest::newRow("another text of another row") << u"-before:alice"_s << u"1 3 4 5 6 7"_s;
    QTest::newRow("a long text") << u"name:xx*"_s << u"7"_s;
    QTest::newRow("one of the choices") << u"state:locked"_s << u"3"_s;
    QTest::newRow("either choice") << u"state:locked,active"_s << u"1 2 3 4 5 6 7"_s;
    QTest::newRow("none of both") << u"-state:locked,active"_s << u""_s;
    QTest::newRow("the very same") << u"device:pixel"_s << u"2"_s;
    QTest::newRow("a day") << u"seen:2026-01-31"_s << u"1 2"_s;
    QTest::newRow("after the day") << u"seen>2026-01-31"_s << u"3 5"_s;
    QTest::newRow("until the day") << u"seen<=2026-01-31"_s << u"1 2"_s;
    QTest::newRow("before the day") << u"seen<2026-01-31"_s << u""_s;
    QTest::newRow("two days") << u"seen:2026-01-31,2026-02-01"_s << u"1 2 3"_s;
    QTest::newRow("neither day, or never") << u"-seen:2026-01-31,2026-02-01"_s << u"4 5 6 7"_s;
    QTest::newRow("lately") << u"seen>=-1h"_s << u"5"_s;
    QTest::newRow("number") << u"size:10MB"_s << u"1"_s;
    QTest::newRow("less") << u"size<10MB size>0"_s << u"2"_s;
    QTest::newRow("ids") << u"id:2,4,9223372036854775807"_s << u"2 4"_s;
    QTest::newRow("IPv4 network") << u"address:10.0.0.0/8"_s << u"1 2"_s;
    QTest::newRow("IPv4 address") << u"address:10.9.9.9"_s << u"2"_s;
    QTest::newRow("in IPv6's clothes") << u"address:::ffff:10.0.0.0/104"_s << u"1 2"_s;
    QTest::newRow("IPv6 network") << u"address:2001:db8::/32"_s << u"3"_s;
    QTest::newRow("link local") << u"address:fe80::/10"_s << u"6"_s;
    QTest::newRow("either network") << u"address:192.0.2.0/24,2001:db8::/32"_s << u"3 4"_s;
    QTest::newRow("outside") << u"-address:10.0.0.0/8,192"_s << u"3 5 6 7"_s;
    QTest::newRow("flag") << u"verified:yes"_s << u"1"_s;
    QTest::newRow("no flag") << u"verified:no"_s << u"2 3 4 5 6 7"_s;
    QTest::newRow("not no flag") << u"-verified:no"_s << u"1"_s;
    QTest::newRow("all at once") << u"al* state:active seen>2026-01-01 address:10.0.0.0/8 "
                                    "-device:pixel size>=10MB"_s
                                 << u"1"_s;
    QTest::newRow("SQL is a text") << u"name:\"' OR 1=1 --\""_s << u""_s;
}

void FilterClauseTest::finds()
{
    QFETCH(QString, expression);
    QFETCH(QString, ids);
    QCOMPARE(found(expression), ids);
}

void FilterClauseTest::pastesNothingThatWasWritten()
{
    const auto filter = parseFilter(u"name:zebra*,\"a'b\" device:zebra id:4711 size>4711 "
                                    "address:10.47.11.0/24 zebra",
                                    visitorList(), Now);
    QVERIFY(filter);
    const FilterClause clause = toClause(*filter, Columns);
    const QByteArray sql = clause.sql.toByteArray();
    QVERIFY(!sql.contains("zebra") && !sql.contains("47") && !sql.contains("a'b"));
    QCOMPARE(sql.count('?'), qsizetype(clause.values.size()));
    QCOMPARE(clause.values.size(), 7U);
}

void FilterClauseTest::goesBesideOtherConditions()
{
    const auto filter = parseFilter(u"id:1,2,3 -name:alice", visitorList(), Now);
    QVERIFY(filter);
    const FilterClause clause = toClause(*filter, Columns);
    const auto ids = Statement(m_stores.connection(),
                               SqlText("SELECT id FROM visitor WHERE id > ? AND ") + clause.sql
                                   + " AND id < ? ORDER BY id LIMIT ?")
                         .bind(0, clause.values, 3, 10)
                         .fetch([](const SqlRow &row) { return row.integer(0); });
    QVERIFY(ids);
    QCOMPARE(*ids, std::vector<qint64>{2});
}

void FilterClauseTest::takesTheMostThereCanBe()
{
    QCOMPARE(found(u"-id:9,8,7,6,5,4,3,2,1,9,8,7,6,5 "_s.repeated(50)), u""_s);
    QCOMPARE(found(u"name:*a*"_s + u",*a*"_s.repeated(49)), u"1 2 5"_s);
    QCOMPARE(found(u"-a "_s.repeated(50)), u"3 4 6 7"_s);
}

//! Programs name more than an expression can.
void FilterClauseTest::takesManyIds()
{
    AnyId many;
    for (qint64 id = 6; id < 5'006; ++id)
        many.push_back(FilteredId(id));
    const FilterClause clause = toClause({{"id"_L1, false, many}}, Columns);
    const auto ids =
        Statement(m_stores.connection(),
                  SqlText("SELECT id FROM visitor WHERE ") + clause.sql + " ORDER BY id")
            .bind(clause.values)
            .fetch([](const SqlRow &row) { return row.integer(0); });
    QVERIFY2(ids, ids ? "" : qPrintable(ids.error().detail));
    QCOMPARE(*ids, (std::vector<qint64>{6, 7}));
}

void FilterClauseTest::refusesLongValuesBeforeAnythingIsAsked()
{
    const auto filter =
        parseFilter(QString(u"name:"_s + u"x"_s.repeated(10'000)), visitorList(), Now);
    QVERIFY(!filter);
    QCOMPARE(filter.error().code, "invalid_filter"_L1);
}

void FilterClauseTest::noticesAFieldWithoutAColumn()
{
    const auto filter = parseFilter(u"size>1", visitorList(), Now);
    QVERIFY(filter);
    const std::span<const FilterColumn> tooFew(Columns, 2);
    QVERIFY_THROWS_EXCEPTION(std::logic_error, toClause(*filter, tooFew));
}

QTEST_GUILESS_MAIN(FilterClauseTest)
#include "tst_filterclause.moc"
