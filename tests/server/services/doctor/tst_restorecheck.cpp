// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/restorecheck.h"
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

//! \return a backup that was tried \p age days ago.
Backup tried(int age, Backup::Proof proof)
{
    return {.name = u"%1-%2"_s.arg(age).arg(int(proof)),
            .state = Backup::State::Made,
            .createdAt = MovableClock().now() - days(200),
            .proof = proof,
            .provenAt = MovableClock().now() - days(age),
            .proofProblem = proof == Backup::Proof::Failed ? u"It is damaged."_s : QString()};
}

} // namespace

class RestoreCheckTest : public QObject
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
    Finding look() { return await(RestoreCheck(*m_database, m_clock).run({})); }

    const MovableClock m_clock;
    std::unique_ptr<TestDatabase> m_database;
};

void RestoreCheckTest::put(const std::vector<Backup> &backups)
{
    QVERIFY(await((*m_database)->write([backups](Stores &stores) -> Result<> {
        for (const Backup &each : backups)
            if (auto stored = stores.backups.put(each); !stored)
                return stored;
        return {};
    })));
}

void RestoreCheckTest::judges_data()
{
    using Proof = Backup::Proof;
    QTest::addColumn<std::vector<Backup>>("backups");
    QTest::addColumn<Finding::State>("state");
    QTest::addColumn<QString>("says");
    QTest::newRow("no backup") << std::vector<Backup>() << Finding::State::Warning
                               << u"ever proven"_s;
    QTest::newRow("none was tried") << std::vector{tried(0, Proof::None), tried(0, Proof::UnderWay)}
                                    << Finding::State::Warning << u"ever proven"_s;
    QTest::newRow("in time") << std::vector{tried(90, Proof::Restored), tried(0, Proof::None)}
                             << Finding::State::Ok << u"90 days ago"_s;
    QTest::newRow("long ago") << std::vector{tried(91, Proof::Restored)} << Finding::State::Warning
                              << u"91 days ago"_s;
    QTest::newRow("it failed") << std::vector{tried(1, Proof::Failed)} << Finding::State::Failure
                               << u"1 day ago, cannot be restored: It is damaged."_s;
}

void RestoreCheckTest::judges()
{
    QFETCH(std::vector<Backup>, backups);
    QFETCH(QString, says);
    put(backups);
    const Finding finding = look();
    QTEST(finding.state, "state");
    QVERIFY2(finding.text.contains(says), qPrintable(finding.text));
    QCOMPARE(finding.fix.isEmpty(), finding.state == Finding::State::Ok);
}

void RestoreCheckTest::looksPastManyOthers()
{
    std::vector<Backup> backups{tried(3, Backup::Proof::Restored)};
    for (int i = 1; i <= 250; ++i) {
        backups.push_back(tried(0, Backup::Proof::None));
        backups.back().name = QString::number(i);
    }
    put(backups);
    QCOMPARE(look().state, Finding::State::Ok);
}

void RestoreCheckTest::saysThatItCannotBeRead()
{
    const auto database = std::move(*SqlDatabase::open({.file = m_database->file()}));
    database->stop();
    QCOMPARE(await(RestoreCheck(*database, m_clock).run({})).state, Finding::State::Failure);
}

QTEST_GUILESS_MAIN(RestoreCheckTest)
#include "tst_restorecheck.moc"
