// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/clock.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ClockTest : public QObject
{
    Q_OBJECT

private slots:
    void writesMilliseconds_data();
    void writesMilliseconds();
    void parse_data();
    void parse();
};

void ClockTest::writesMilliseconds_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");

    QTest::newRow("new year") << qint64(1767225600042) << u"2026-01-01T00:00:00.042Z"_s;
    QTest::newRow("last moment of a year")
        << qint64(1767225599999) << u"2025-12-31T23:59:59.999Z"_s;
    QTest::newRow("leap day") << qint64(1709210096789) << u"2024-02-29T12:34:56.789Z"_s;
    QTest::newRow("epoch") << qint64(0) << u"1970-01-01T00:00:00.000Z"_s;
    QTest::newRow("before the epoch") << qint64(-1) << u"1969-12-31T23:59:59.999Z"_s;
}

void ClockTest::writesMilliseconds()
{
    QFETCH(qint64, milliseconds);
    QFETCH(QString, text);
    QCOMPARE(toIso(Timestamp(std::chrono::milliseconds(milliseconds))), text);
}

void ClockTest::parse_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("milliseconds");

    QTest::newRow("utc") << u"2026-01-01T00:00:00.042Z"_s << qint64(1767225600042);
    QTest::newRow("no fraction") << u"2026-01-01T00:00:00Z"_s << qint64(1767225600000);
    QTest::newRow("offset") << u"2026-01-01T02:00:00+02:00"_s << qint64(1767225600000);
    QTest::newRow("no zone means utc") << u"2026-01-01T00:00:00"_s << qint64(1767225600000);
    QTest::newRow("word") << u"yesterday"_s << qint64(-1);
    QTest::newRow("no such day") << u"2026-02-30T00:00:00Z"_s << qint64(-1);
    QTest::newRow("empty") << u""_s << qint64(-1);
}

void ClockTest::parse()
{
    QFETCH(QString, text);
    QFETCH(qint64, milliseconds);

    const auto time = parseIso(text);

    QCOMPARE(time ? qint64(time->time_since_epoch().count()) : qint64(-1), milliseconds);
}

QTEST_GUILESS_MAIN(ClockTest)
#include "tst_clock.moc"
