// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/clockcheck.h"
#include "tests/support/await.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ClockCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void readsTheMachinesClocks();

private:
    Mailbox m_mailbox;
};

void ClockCheckTest::judges_data()
{
    QTest::addColumn<qint64>("passed"); // By the clock, in milliseconds, while it ran an hour.
    QTest::addColumn<std::optional<bool>>("isSynchronised");
    QTest::addColumn<Finding::State>("state");
    QTest::addColumn<QString>("says");
    constexpr qint64 Hour = 3'600'000;
    QTest::newRow("as it should be") << Hour + 900 << std::optional(true) << Finding::State::Ok
                                     << u"was not set in the 1 hour"_s;
    QTest::newRow("set forward") << Hour + 90'000 << std::optional(true) << Finding::State::Warning
                                 << u"set forward by 1 minute since linnetd started, 1 hour ago"_s;
    QTest::newRow("set back") << Hour - 2'000 << std::optional(true) << Finding::State::Warning
                              << u"set back by 2 seconds"_s;
    QTest::newRow("by itself") << Hour << std::optional(false) << Finding::State::Warning
                               << u"not synchronised"_s;
    QTest::newRow("not told") << Hour << std::optional<bool>() << Finding::State::Skipped
                              << u"does not say"_s;
}

void ClockCheckTest::judges()
{
    QFETCH(qint64, passed);
    QFETCH(std::optional<bool>, isSynchronised);
    QFETCH(Finding::State, state);
    QFETCH(QString, says);
    const ClockReading start{at(0), 5min, true};
    const ClockCheck check(start, [&] { return ClockReading{at(passed), 65min, isSynchronised}; });

    const Finding finding = await(check.run({}));

    QCOMPARE(finding.state, state);
    QVERIFY2(finding.text.contains(says), qPrintable(finding.text));
    QCOMPARE(finding.fix.isEmpty(),
             state == Finding::State::Ok || state == Finding::State::Skipped);
}

void ClockCheckTest::readsTheMachinesClocks()
{
    const ClockReading first = readClocks();
    const ClockReading second = readClocks();
    QVERIFY(first.sinceBoot > 0ms);
    QVERIFY(second.sinceBoot >= first.sinceBoot);
    QVERIFY(std::chrono::abs(SystemClock().now() - second.now) < 1min);
}

QTEST_GUILESS_MAIN(ClockCheckTest)
#include "tst_clockcheck.moc"
