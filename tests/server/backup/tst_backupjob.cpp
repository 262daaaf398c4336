// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/privatefile.h"
#include "common/domain/backupkeypair.h"
#include "server/backup/backupjob.h"
#include "server/backup/scratchspace.h"
#include "tests/server/backup/backupworld.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"

#include <QTest>

using namespace linnet;
using namespace linnet::backup;
using namespace Qt::StringLiterals;

namespace {

const QString Name = u"one.backup"_s;

} // namespace

class BackupJobTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void makesAndVerifies();
    void takesWhatACrashHadMade();
    void remembersABackupThatIsNoGood();
    void waitsForAnotherBackup();
    void endsWhenAsked();
    void remembersWhyItGaveUp();
    void cannotReadAnotherJob();

private:
    Result<> run(BackupOrder::Task task, const std::stop_token &stop = {})
    {
        return m_job->run({.id = JobId(900), .payload = toPayload({task, Name})}, stop);
    }
    Backup backup()
    {
        return test::await(m_world->database()->read(
                               [](Stores &stores) { return stores.backups.find(Name); }))
            .value_or(Backup());
    }

    test::MovableClock m_clock;
    std::unique_ptr<test::BackupWorld> m_world;
    std::unique_ptr<BackupJob> m_job;
};

void BackupJobTest::init()
{
    m_world = std::make_unique<test::BackupWorld>();
    m_world->addUsers(2);
    m_world->addMedia("a file");
    const KeyPair pair = makeKeyPair();
    const KeyFiles files{.recipient = m_world->file(u"a.pub"_s),
                         .secretKey = m_world->file(u"a.key"_s)};
    QVERIFY(writePrivateFile(files.recipient, publicKeyText(pair)));
    QVERIFY(writePrivateFile(files.secretKey, secretKeyText(pair)));
    m_job = std::make_unique<BackupJob>(
        BackupSettings{m_world->layout(), m_world->file(u"backups"_s), files}, m_world->database(),
        m_clock);
    QVERIFY(test::await(m_world->database()->write([](Stores &stores) {
        return stores.backups.put({.name = Name, .createdAt = test::at(0)});
    })));
}

void BackupJobTest::cleanup()
{
    m_job.reset();
    m_world.reset();
}

void BackupJobTest::makesAndVerifies()
{
    const auto made = run(BackupOrder::Task::Create);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message + made.error().detail));
    QCOMPARE(backup().state, Backup::State::Made);
    QCOMPARE(backup().size, QFileInfo(m_world->file(u"backups/one.backup"_s)).size());
    QCOMPARE(backup().proof, Backup::Proof::None);

    m_clock.advance(std::chrono::hours(1));
    QVERIFY(run(BackupOrder::Task::Verify));
    QCOMPARE(backup().proof, Backup::Proof::Restored);
    QCOMPARE(backup().provenAt, m_clock.now());
    QCOMPARE(backup().proofProblem, QString());
}

void BackupJobTest::takesWhatACrashHadMade()
{
    QVERIFY(run(BackupOrder::Task::Create));
    const QByteArray before = test::contentOf(m_world->file(u"backups/one.backup"_s));
    QVERIFY(run(BackupOrder::Task::Create));
    QCOMPARE(test::contentOf(m_world->file(u"backups/one.backup"_s)), before);
}

void BackupJobTest::remembersABackupThatIsNoGood()
{
    QVERIFY(run(BackupOrder::Task::Create));
    QFile file(m_world->file(u"backups/one.backup"_s));
    QVERIFY(file.resize(file.size() - 100));
    QVERIFY(run(BackupOrder::Task::Verify)); // The job is done: it has found out.
    QCOMPARE(backup().proof, Backup::Proof::Failed);
    QCOMPARE(backup().provenAt, m_clock.now());
    QVERIFY(backup().proofProblem.startsWith(u"The backup is damaged"_s));
}

void BackupJobTest::waitsForAnotherBackup()
{
    const auto other = ScratchSpace::open(m_world->layout().directory);
    QVERIFY(other);
    const auto refused = run(BackupOrder::Task::Create);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Unavailable);
    QCOMPARE(backup().state, Backup::State::UnderWay);
}

void BackupJobTest::endsWhenAsked()
{
    std::stop_source stop;
    stop.request_stop();
    const auto ended = run(BackupOrder::Task::Create, stop.get_token());
    QVERIFY(!ended);
    QCOMPARE(ended.error().kind, Error::Kind::Unavailable);
    QVERIFY(!QFileInfo::exists(m_world->file(u"backups/one.backup"_s)));
}

void BackupJobTest::remembersWhyItGaveUp()
{
    const auto giveUp = [this](BackupOrder::Task task, qint64 id) {
        const Job job{.id = JobId(id),
                      .kind = BackupJobKind,
                      .payload = toPayload({task, Name}),
                      .state = Job::State::Dead,
                      .lastError = u"no room"_s};
        return test::await(m_world->database()->write([this, job](Stores &stores) -> Result<> {
            if (const auto added = stores.jobs.add(job); !added)
                return added.error();
            return m_job->giveUp(stores, job);
        }));
    };
    QVERIFY(giveUp(BackupOrder::Task::Create, 901));
    QCOMPARE(backup().state, Backup::State::Failed);
    QCOMPARE(backup().problem, u"no room"_s);
    QVERIFY(giveUp(BackupOrder::Task::Verify, 902));
    QCOMPARE(backup().proof, Backup::Proof::Failed);
    QCOMPARE(backup().proofProblem, u"no room"_s);
}

void BackupJobTest::cannotReadAnotherJob()
{
    const auto refused = m_job->run({.payload = "{}"}, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Internal);
}

QTEST_GUILESS_MAIN(BackupJobTest)
#include "tst_backupjob.moc"
