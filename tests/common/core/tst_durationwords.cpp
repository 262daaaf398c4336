// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/durationwords.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class DurationWordsTest : public QObject
{
    Q_OBJECT

private slots:
    void saysTheLargestUnit_data();
    void saysTheLargestUnit();
};

void DurationWordsTest::saysTheLargestUnit_data()
{
    QTest::addColumn<std::chrono::milliseconds>("duration");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << 0ms << u"0 ms"_s;
    QTest::newRow("less than a second") << 999ms << u"999 ms"_s;
    QTest::newRow("one") << 1000ms << u"1 second"_s;
    QTest::newRow("many") << std::chrono::milliseconds(59'999) << u"59 seconds"_s;
    QTest::newRow("minutes") << std::chrono::milliseconds(3min + 20s) << u"3 minutes"_s;
    QTest::newRow("an hour") << std::chrono::milliseconds(119min) << u"1 hour"_s;
    QTest::newRow("days") << std::chrono::milliseconds(49h) << u"2 days"_s;
    QTest::newRow("back") << std::chrono::milliseconds(-40s) << u"40 seconds"_s;
}

void DurationWordsTest::saysTheLargestUnit()
{
    QFETCH(std::chrono::milliseconds, duration);
    QTEST(inWords(duration), "words");
}

QTEST_GUILESS_MAIN(DurationWordsTest)
#include "tst_durationwords.moc"
