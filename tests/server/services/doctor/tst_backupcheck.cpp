// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/backupcheck.h"
#include "server/storage/database.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using std::chrono::days;

namespace {

Backup backup(int age, Backup::State state)
{
    return {.name = u"%1-%2"_s.arg(age).arg(int(state)),
            .state = state,
            .createdAt = MovableClock().now() - days(age),
            .problem = state == Backup::State::Failed ? u"No room."_s : QString()};
}

} // namespace

class BackupCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_database = std::make_unique<TestDatabase>(); }
    void cleanup() { m_database.reset(); }
    void judges_data();
    void judges();
    void looksPastManyOthers();
    void saysThatItCannotBeRead();

private:
    void put(const std::vector<Backup> &backups);
    Finding look() { return await(BackupCheck(*m_database, m_clock).run({})); }

    const MovableClock m_clock;
    std::unique_ptr<TestDatabase> m_database;
};

void BackupCheckTest::put(const std::vector<Backup> &backups)
{
    QVERIFY(await((*m_database)->write([backups](Stores &stores) -> Result<> {
        for (const Backup &each : backups)
            if (auto stored = stores.backups.put(each); !stored)
                return stored;
        return {};
    })));
}

void BackupCheckTest::judges_data()
{
    using State = Backup::State;
    QTest::addColumn<std::vector<Backup>>("backups");
    QTest::addColumn<Finding::State>("state");
    QTest::addColumn<QString>("says");
    QTest::newRow("never") << std::vector<Backup>() << Finding::State::Warning << u"never"_s;
    QTest::newRow("the first is under way")
        << std::vector{backup(0, State::UnderWay)} << Finding::State::Warning << u"never"_s;
    QTest::newRow("in time") << std::vector{backup(7, State::Made), backup(0, State::UnderWay)}
                             << Finding::State::Ok << u"made 7 days ago"_s;
    QTest::newRow("long ago") << std::vector{backup(8, State::Made)} << Finding::State::Warning
                              << u"made 8 days ago"_s;
    QTest::newRow("the last one failed")
        << std::vector{backup(2, State::Made), backup(1, State::Failed)} << Finding::State::Failure
        << u"of 1 day ago failed: No room. The last backup was made 2 days ago."_s;
    QTest::newRow("all failed") << std::vector{backup(1, State::Failed)} << Finding::State::Failure
                                << u"None was ever made."_s;
}

void BackupCheckTest::judges()
{
    QFETCH(std::vector<Backup>, backups);
    QFETCH(QString, says);
    put(backups);
    const Finding finding = look();
    QTEST(finding.state, "state");
    QVERIFY2(finding.text.contains(says), qPrintable(finding.text));
    QCOMPARE(finding.fix.isEmpty(), finding.state == Finding::State::Ok);
}

void BackupCheckTest::looksPastManyOthers()
{
    std::vector<Backup> backups{backup(3, Backup::State::Made)};
    for (int i = 1; i <= 250; ++i) {
        backups.push_back(backup(0, Backup::State::UnderWay));
        backups.back().name = QString::number(i);
    }
    put(backups);
    QCOMPARE(look().state, Finding::State::Ok);
}

void BackupCheckTest::saysThatItCannotBeRead()
{
    const auto database = std::move(*SqlDatabase::open({.file = m_database->file()}));
    database->stop();
    QCOMPARE(await(BackupCheck(*database, m_clock).run({})).state, Finding::State::Failure);
}

QTEST_GUILESS_MAIN(BackupCheckTest)
#include "tst_backupcheck.moc"
