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
    void writesMilliseconds();
    void parse_data();
    void parse();
};

void ClockTest::writesMilliseconds()
{
    QCOMPARE(toIso(Timestamp(1767225600042ms)), u"2026-01-01T00:00:00.042Z"_s);
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
