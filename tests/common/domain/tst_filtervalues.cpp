// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/filtervalues.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class FilterValuesTest : public QObject
{
    Q_OBJECT

private slots:
    void readsTimes_data();
    void readsTimes();
    void readsQuantities_data();
    void readsQuantities();
    void readsFlags_data();
    void readsFlags();
};

void FilterValuesTest::readsTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("from"); // Empty: it is no time.
    QTest::addColumn<QString>("before");

    const auto row = [](const char *name, const QString &text, const QString &from,
                        const QString &before) { QTest::newRow(name) << text << from << before; };
    const auto noTime = [](const QString &text) {
        QTest::newRow(qPrintable(u"no time: "_s + text)) << text << QString() << QString();
    };

    row("date", u"2026-01-31"_s, u"2026-01-31T00:00:00.000Z"_s, u"2026-02-01T00:00:00.000Z"_s);
    row("leap day", u"2028-02-29"_s, u"2028-02-29T00:00:00.000Z"_s, u"2028-03-01T00:00:00.000Z"_s);
    row("minute", u"2026-01-31T09:05Z"_s, u"2026-01-31T09:05:00.000Z"_s,
        u"2026-01-31T09:06:00.000Z"_s);
    row("second", u"2026-01-31T09:05:07Z"_s, u"2026-01-31T09:05:07.000Z"_s,
        u"2026-01-31T09:05:08.000Z"_s);
    row("millisecond", u"2026-01-31T09:05:07.042Z"_s, u"2026-01-31T09:05:07.042Z"_s,
        u"2026-01-31T09:05:07.043Z"_s);
    row("without a zone", u"2026-01-31T09:05"_s, u"2026-01-31T09:05:00.000Z"_s,
        u"2026-01-31T09:06:00.000Z"_s);
    row("in small letters", u"2026-01-31t09:05z"_s, u"2026-01-31T09:05:00.000Z"_s,
        u"2026-01-31T09:06:00.000Z"_s);
    row("another zone", u"2026-01-31T01:05+05:30"_s, u"2026-01-30T19:35:00.000Z"_s,
        u"2026-01-30T19:36:00.000Z"_s);
    row("west", u"2026-01-31T23:05:00-02:00"_s, u"2026-02-01T01:05:00.000Z"_s,
        u"2026-02-01T01:05:01.000Z"_s);
    row("seconds ago", u"-90s"_s, u"2026-03-01T11:58:30.000Z"_s, u"2026-03-01T11:58:30.001Z"_s);
    row("minutes ago", u"-5m"_s, u"2026-03-01T11:55:00.000Z"_s, u"2026-03-01T11:55:00.001Z"_s);
    row("hours ahead", u"+2h"_s, u"2026-03-01T14:00:00.000Z"_s, u"2026-03-01T14:00:00.001Z"_s);
    row("days ago", u"-7d"_s, u"2026-02-22T12:00:00.000Z"_s, u"2026-02-22T12:00:00.001Z"_s);
    row("weeks ago", u"-1w"_s, u"2026-02-22T12:00:00.000Z"_s, u"2026-02-22T12:00:00.001Z"_s);
    for (const char *text : {"",
                             "today",
                             "2026",
                             "2026-01",
                             "2026-02-29",
                             "2026-13-01",
                             "26-01-31",
                             "2026-1-3",
                             "2026-01-31 09:05",
                             "2026-01-31T9:05",
                             "2026-01-31T25:00",
                             "2026-01-31T09:60",
                             "2026-01-31T09:05:07.4",
                             "2026-01-31T09:05+01",
                             "2026-01-31T",
                             "2026-01-31Z",
                             "0000-01-01",
                             "7d",
                             "-d",
                             "-7",
                             "-7y",
                             "-7D",
                             "--7d",
                             "-100000d",
                             "- 7d",
                             "-7d ",
                             "2026-01-31\n"})
        noTime(QString::fromLatin1(text));
    noTime(u"２０２６-01-31"_s);
}

void FilterValuesTest::readsTimes()
{
    QFETCH(QString, text);
    QFETCH(QString, from);
    QFETCH(QString, before);

    const auto time = parseTime(text, *parseIso(u"2026-03-01T12:00:00Z"));

    QCOMPARE(time.has_value(), !from.isEmpty());
    if (time) {
        QCOMPARE(toIso(*time->from), from);
        QCOMPARE(toIso(*time->before), before);
    }
}

void FilterValuesTest::readsQuantities_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("value"); // -1: it is none.

    const auto row = [](const char *text, qint64 value) {
        QTest::newRow(text) << QString::fromLatin1(text) << value;
    };
    row("0", 0);
    row("512", 512);
    row("007", 7);
    row("10kB", 10'000);
    row("10MB", 10'000'000);
    row("10mb", 10'000'000);
    row("3GB", 3'000'000'000);
    row("2TB", 2'000'000'000'000);
    row("1KiB", 1'024);
    row("1MiB", 1'048'576);
    row("1GiB", 1'073'741'824);
    row("1TiB", 1'099'511'627'776);
    row("1000000TB", 1'000'000'000'000'000'000);
    row("1000001TB", -1);
    row("999999999999999999", 999'999'999'999'999'999);
    row("9999999999999999999", -1);
    for (const char *text :
         {"", "MB", "10M", "10XB", "10 MB", "1.5GB", "-1", "+1", "1e3", "0x10", "10MBMB", "10\n"})
        row(text, -1);
}

void FilterValuesTest::readsQuantities()
{
    QFETCH(QString, text);
    QFETCH(qint64, value);
    QCOMPARE(parseQuantity(text).value_or(-1), value);
}

void FilterValuesTest::readsFlags_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("flag"); // -1: it is none.

    QTest::newRow("true") << u"true"_s << 1;
    QTest::newRow("yes") << u"Yes"_s << 1;
    QTest::newRow("false") << u"FALSE"_s << 0;
    QTest::newRow("no") << u"no"_s << 0;
    QTest::newRow("number") << u"1"_s << -1;
    QTest::newRow("empty") << u""_s << -1;
}

void FilterValuesTest::readsFlags()
{
    QFETCH(QString, text);
    QFETCH(int, flag);
    const auto read = parseFlag(text);
    QCOMPARE(read ? int(*read) : -1, flag);
}

QTEST_GUILESS_MAIN(FilterValuesTest)
#include "tst_filtervalues.moc"
