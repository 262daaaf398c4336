// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/queuecheck.h"
#include "server/storage/database.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class QueueCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void saysHowManyWereGivenUp();
    void saysThatItCannotBeRead();

private:
    static Job job(qint64 id, Timestamp due)
    {
        return {.id = JobId(id), .kind = u"mail"_s, .payload = "x", .dueAt = due};
    }
};

void QueueCheckTest::judges_data()
{
    QTest::addColumn<std::chrono::milliseconds>("late");
    QTest::addColumn<Finding::State>("state");
    QTest::addColumn<QString>("says");
    QTest::newRow("not due yet") << std::chrono::milliseconds(-1h) << Finding::State::Ok
                                 << u"2 jobs wait, none of them for long."_s;
    QTest::newRow("just due") << 299'999ms << Finding::State::Ok << u"2 jobs wait"_s;
    QTest::newRow("slow") << std::chrono::milliseconds(5min) << Finding::State::Warning
                          << u"of the kind \"mail\", waits for 5 minutes; 2 wait"_s;
    QTest::newRow("stuck") << std::chrono::milliseconds(3h) << Finding::State::Failure
                           << u"waits for 3 hours"_s;
}

void QueueCheckTest::judges()
{
    QFETCH(std::chrono::milliseconds, late);
    QFETCH(QString, says);
    TestDatabase database;
    MovableClock clock;
    QVERIFY(await(database->write([now = clock.now(), late](Stores &stores) -> Result<> {
        if (auto added = stores.jobs.add(job(1, now - late)); !added)
            return added.error();
        if (auto added = stores.jobs.add(job(2, now + 24h)); !added)
            return added.error();
        return {};
    })));
    const Finding finding = await(QueueCheck(database, clock).run({}));
    QTEST(finding.state, "state");
    QVERIFY2(finding.text.contains(says), qPrintable(finding.text));
    QCOMPARE(finding.fix.isEmpty(), finding.state == Finding::State::Ok);
}

void QueueCheckTest::saysHowManyWereGivenUp()
{
    TestDatabase database;
    MovableClock clock;
    QVERIFY(await(database->write([now = clock.now()](Stores &stores) -> Result<> {
        if (auto added = stores.jobs.add(job(1, now)); !added)
            return added.error();
        const auto taken =
            stores.jobs.take({.kind = u"mail"_s, .node = 0, .now = now, .until = now + 1h});
        if (!taken)
            return taken.error();
        const auto settled =
            stores.jobs.settle(**taken, {.state = Job::State::Dead, .at = now, .error = u"No."_s});
        return settled ? Result<>() : settled.error();
    })));
    const Finding finding = await(QueueCheck(database, clock).run({}));
    QCOMPARE(finding.state, Finding::State::Warning);
    QCOMPARE(finding.text, u"0 jobs wait, none of them for long. 1 were given up."_s);
}

void QueueCheckTest::saysThatItCannotBeRead()
{
    const TestDatabase files;
    const MovableClock clock;
    const auto database = std::move(*SqlDatabase::open({.file = files.file()}));
    database->stop();
    QCOMPARE(await(QueueCheck(*database, clock).run({})).state, Finding::State::Failure);
}

QTEST_GUILESS_MAIN(QueueCheckTest)
#include "tst_queuecheck.moc"
