// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/dateorder.h"

#include <QTest>

using namespace linnet::cli;
using namespace Qt::StringLiterals;

class DateOrderTest : public QObject
{
    Q_OBJECT

private slots:
    void findsOut_data();
    void findsOut();
    void readsDates();
    void refusesWhatCannotBe();
    void hasNames();
};

void DateOrderTest::findsOut_data()
{
    QTest::addColumn<QStringList>("dates");
    QTest::addColumn<QString>("order");
    const QString ambiguous = u"date_order_ambiguous"_s;
    QTest::newRow("a day over 12 first") << QStringList{u"1/2/21"_s, u"31/12/21"_s} << u"dmy"_s;
    QTest::newRow("a day over 12 second") << QStringList{u"1/2/21"_s, u"12/31/21"_s} << u"mdy"_s;
    QTest::newRow("the year first") << QStringList{u"2021/1/2"_s} << u"ymd"_s;
    QTest::newRow("a short year first") << QStringList{u"21/12/31"_s} << u"ymd"_s;
    QTest::newRow("either") << QStringList{u"1/2/2021"_s, u"1/3/2021"_s} << ambiguous;
    QTest::newRow("any") << QStringList{u"10/11/12"_s} << ambiguous;
    QTest::newRow("the same in both") << QStringList{u"5/5/2021"_s, u"6/6/2021"_s} << u"dmy"_s;
    QTest::newRow("goes back in one")
        << QStringList{u"1/2/2021"_s, u"1/3/2021"_s, u"2/1/2021"_s} << u"mdy"_s;
    QTest::newRow("goes back a little")
        << QStringList{u"31/12/2021"_s, u"30/12/2021"_s} << u"dmy"_s;
    QTest::newRow("of the future") << QStringList{u"11/2/2022"_s} << u"dmy"_s;
    QTest::newRow("none") << QStringList{u"31/12/21"_s, u"12/31/21"_s} << u"date_order_none"_s;
    QTest::newRow("no date") << QStringList{u"30/2/2021"_s} << u"date_order_none"_s;
    QTest::newRow("before there was any") << QStringList{u"31/12/2001"_s} << u"date_order_none"_s;
}

namespace {

ChatStamp stampOf(const QString &date)
{
    const auto head = parseChatHead(date + u", 21:05 - A: x"_s);
    if (!head)
        qFatal("%s is no date", qPrintable(date));
    return head->stamp;
}

} // namespace

void DateOrderTest::findsOut()
{
    QFETCH(QStringList, dates);
    QFETCH(QString, order);
    DateOrderFinder finder(QDate(2022, 3, 1));
    for (const QString &date : dates)
        finder.add(stampOf(date));
    const auto found = finder.find();
    QCOMPARE(found ? nameOf(*found) : QString(found.error().code), order);
    if (order == u"date_order_ambiguous"_s)
        QVERIFY(found.error().message.contains(u"dmy, mdy"_s));
}

void DateOrderTest::readsDates()
{
    QCOMPARE(dateOf(stampOf(u"31/12/21"_s), DateOrder::DayMonthYear), QDate(2021, 12, 31));
    QCOMPARE(dateOf(stampOf(u"12/31/2021"_s), DateOrder::MonthDayYear), QDate(2021, 12, 31));
    QCOMPARE(dateOf(stampOf(u"2021-12-31"_s), DateOrder::YearMonthDay), QDate(2021, 12, 31));
    QVERIFY(!dateOf(stampOf(u"2021-12-31"_s), DateOrder::DayMonthYear).isValid());
    QVERIFY(!dateOf(stampOf(u"31/12/2021"_s), DateOrder::YearMonthDay).isValid());
}

void DateOrderTest::refusesWhatCannotBe()
{
    DateOrderFinder finder(QDate(2022, 3, 1));
    finder.add(stampOf(u"1/13/21"_s));
    QVERIFY(finder.require(DateOrder::MonthDayYear));
    QCOMPARE(finder.require(DateOrder::DayMonthYear).error().code, "date_order_none"_L1);
}

void DateOrderTest::hasNames()
{
    for (const QString &name : dateOrderNames())
        QCOMPARE(nameOf(parseDateOrder(name).value()), name);
    QVERIFY(!parseDateOrder(u"ydm"_s));
}

QTEST_GUILESS_MAIN(DateOrderTest)
#include "tst_dateorder.moc"
