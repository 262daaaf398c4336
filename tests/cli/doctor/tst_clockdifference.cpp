// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/context/serverconnection.h"
#include "cli/doctor/clockdifference.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ClockDifferenceTest : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void asksTheServer();
    void doesWithoutWhatTheServerDoesNotSay();
};

void ClockDifferenceTest::judges_data()
{
    QTest::addColumn<std::chrono::milliseconds>("theirs"); // After it was asked, for 500 ms.
    QTest::addColumn<Finding::State>("state");
    QTest::addColumn<QString>("says");
    QTest::newRow("in between") << 250ms << Finding::State::Ok << u"agree to within 500 ms"_s;
    QTest::newRow("a little ahead")
        << 2499ms << Finding::State::Ok << u"agree to within 1 second"_s;
    QTest::newRow("ahead") << 2500ms << Finding::State::Warning << u"2 seconds ahead of this"_s;
    QTest::newRow("behind") << -2000ms << Finding::State::Warning << u"2 seconds behind this"_s;
    QTest::newRow("far ahead") << std::chrono::milliseconds(1h) << Finding::State::Failure
                               << u"59 minutes ahead"_s;
    QTest::newRow("far behind") << -30'000ms << Finding::State::Failure << u"30 seconds behind"_s;
}

void ClockDifferenceTest::judges()
{
    QFETCH(std::chrono::milliseconds, theirs);
    QFETCH(QString, says);
    const Timestamp sent{std::chrono::hours(500'000)};
    const Finding finding = judgeClocks(sent + theirs, sent, sent + 500ms);
    QTEST(finding.state, "state");
    QVERIFY2(finding.text.contains(says), qPrintable(finding.text));
    QCOMPARE(finding.fix.isEmpty(), finding.state == Finding::State::Ok);
}

void ClockDifferenceTest::asksTheServer()
{
    FakeApi api;
    api.answer("GET /health", R"({"timestamp":"2001-01-01T00:00:00.000Z"})");
    ApiClient client = makeClient({api.url()}, {});
    const Finding finding = checkClockDifference(client);
    QCOMPARE(finding.state, Finding::State::Failure);
    QVERIFY(finding.text.contains(u"days behind"_s));
}

void ClockDifferenceTest::doesWithoutWhatTheServerDoesNotSay()
{
    FakeApi api;
    api.answer("GET /health", R"({"status":"ok"})");
    ApiClient client = makeClient({api.url()}, {});
    QCOMPARE(checkClockDifference(client).state, Finding::State::Skipped);
    api.answer("GET /health", "{}", 404);
    QCOMPARE(checkClockDifference(client).state, Finding::State::Skipped);
}

QTEST_GUILESS_MAIN(ClockDifferenceTest)
#include "tst_clockdifference.moc"
