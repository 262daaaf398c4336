// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/listquery.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

const SortKeys &keys()
{
    using Kind = SortKey::Kind;
    static const SortKeys keys = {
        {"created"_L1, Kind::Id}, {"size"_L1, Kind::Number}, {"name"_L1, Kind::Text}};
    return keys;
}

ListOrder order(const QString &name)
{
    return parseOrder(name, keys()).value();
}

} // namespace

class ListQueryTest : public QObject
{
    Q_OBJECT

private slots:
    void namesEveryOrder();
    void knowsNoOtherOrder();
    void findsItsPlaceAgain_data();
    void findsItsPlaceAgain();
    void takesNoCursorOfAnother_data();
    void takesNoCursorOfAnother();
};

void ListQueryTest::namesEveryOrder()
{
    QCOMPARE(
        orderNames(keys()),
        (QStringList{u"created"_s, u"-created"_s, u"size"_s, u"-size"_s, u"name"_s, u"-name"_s}));
    QCOMPARE(order(u"-size"_s).by.name, "size"_L1);
    QVERIFY(order(u"-size"_s).isDescending);
    QVERIFY(!order(u"name"_s).isDescending);
}

void ListQueryTest::knowsNoOtherOrder()
{
    for (const QString &name : {u""_s, u"-"_s, u"--size"_s, u"Size"_s, u"id"_s})
        QVERIFY2(!parseOrder(name, keys()), qPrintable(name));
}

void ListQueryTest::findsItsPlaceAgain_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("number");

    QTest::newRow("created") << QString() << qint64(0);
    QTest::newRow("-size") << QString() << qint64(-7);
    QTest::newRow("name") << u"Zoë's  list"_s << qint64(0);
}

void ListQueryTest::findsItsPlaceAgain()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, number);
    const ListOrder sorted = order(QString::fromLatin1(QTest::currentDataTag()));
    const ListPlace place{5, text.isNull() ? SortValue(number) : SortValue(text)};
    QCOMPARE(parseListCursor(toCursor(place, sorted), sorted), std::optional(place));
}

void ListQueryTest::takesNoCursorOfAnother_data()
{
    QTest::addColumn<QString>("cursor");

    QTest::newRow("nothing") << QString();
    QTest::newRow("no base64") << u"§$%"_s;
    QTest::newRow("an id") << u"5"_s;
    QTest::newRow("backwards") << toCursor({5, qint64(7)}, order(u"-size"_s));
    QTest::newRow("by name") << toCursor({5, u"7"_s}, order(u"name"_s));
    QTest::newRow("no number") << QString::fromLatin1(QByteArray("size 5 x").toBase64());
    QTest::newRow("no id") << QString::fromLatin1(QByteArray("size x 7").toBase64());
}

void ListQueryTest::takesNoCursorOfAnother()
{
    QFETCH(const QString, cursor);
    QVERIFY(!parseListCursor(cursor, order(u"size"_s)));
}

QTEST_GUILESS_MAIN(ListQueryTest)
#include "tst_listquery.moc"
