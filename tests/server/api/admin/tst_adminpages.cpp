// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminpages.h"

#include <QTest>

using namespace linnet;
using namespace linnet::admin;
using namespace Qt::StringLiterals;

class AdminPagesTest : public QObject
{
    Q_OBJECT

private slots:
    void bindsCursorsToTheirSort_data();
    void bindsCursorsToTheirSort();
    void asksFromTheBeginning();
    void reads();
    void refusesWhatIsNone();
};

namespace {

const SortKeys Keys{{"created"_L1, SortKey::Kind::Id}, {"size"_L1, SortKey::Kind::Number}};

QJsonObject sortedBy(const QString &sort)
{
    return sort.isEmpty() ? QJsonObject() : QJsonObject{{"sort"_L1, sort}};
}

} // namespace

void AdminPagesTest::bindsCursorsToTheirSort_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("asked");
    QTest::addColumn<bool>("isTaken");

    QTest::newRow("the same") << u"-name"_s << u"-name"_s << true;
    QTest::newRow("none") << QString() << QString() << true;
    QTest::newRow("another") << u"-name"_s << u"name"_s << false;
    QTest::newRow("one for none") << u"name"_s << QString() << false;
    QTest::newRow("none for one") << QString() << u"name"_s << false;
}

void AdminPagesTest::bindsCursorsToTheirSort()
{
    QFETCH(const QString, given);
    QFETCH(const QString, asked);
    QFETCH(const bool, isTaken);
    QJsonObject params = sortedBy(asked);
    params["cursor"_L1] = *withSort(sortedBy(given), u"7.x"_s);
    const auto cursor = sortedCursorParam(params);
    QCOMPARE(cursor.has_value(), isTaken);
    if (isTaken)
        QCOMPARE(*cursor, std::optional(u"7.x"_s));
    else
        QCOMPARE(cursor.error().message,
                 u"cursor must be one this server gave, for the same sort"_s);
}

void AdminPagesTest::asksFromTheBeginning()
{
    QVERIFY(!*sortedCursorParam({}));
    QVERIFY(!withSort(sortedBy(u"name"_s), std::nullopt));
    const auto query = listParam({}, Filter(), Keys);
    QVERIFY(!query->after);
    QVERIFY(query->order.isDescending);
    QCOMPARE(query->order.by.name, "created"_L1);
    QCOMPARE(query->limit, DefaultLimit);
}

void AdminPagesTest::reads()
{
    QJsonObject params{{"sort"_L1, u"size"_s}, {"limit"_L1, 7}};
    auto query = listParam(params, Filter(), Keys);
    const ListPlace place{5, qint64(8)};
    params["cursor"_L1] =
        pageAnswer(std::vector<QJsonObject>(), *query, place).body.toObject()["nextCursor"_L1];
    query = listParam(params, Filter(), Keys);
    QCOMPARE(query->after, std::optional(place));
    QCOMPARE(query->limit, 7);
}

void AdminPagesTest::refusesWhatIsNone()
{
    const Error wrong{Error::Kind::InvalidInput, "invalid_filter"_L1, u"No."_s};
    QCOMPARE(listParam({}, wrong, Keys).error().code, "invalid_filter"_L1);
    QCOMPARE(listParam(sortedBy(u"colour"_s), Filter(), Keys).error().message,
             u"sort must be one of created, -created, size, -size"_s);
    QVERIFY(!listParam({{"cursor"_L1, u"5"_s}}, Filter(), Keys));
}

QTEST_GUILESS_MAIN(AdminPagesTest)
#include "tst_adminpages.moc"
