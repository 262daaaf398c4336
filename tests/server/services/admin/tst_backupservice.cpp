// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/idgenerator.h"
#include "server/services/admin/backupservice.h"
#include "server/storage/database.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class BackupServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void ordersABackupAndWritesItDown();
    void makesOneAtATime();
    void rehearses();
    void ordersNothingWithoutAFolder();
    void verifiesWhatWasMade();
    void refusesToVerify_data();
    void refusesToVerify();
    void pagesTheNewestFirst();

private:
    void put(const Backup &backup);
    std::vector<BackupOrder> orders();
    std::vector<AuditEntry> audit();

    MovableClock m_clock;
    IdGenerator m_ids{m_clock, 1};
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<BackupService> m_backups;
    const Actor m_actor = Actor::account(UserId(1), u"192.0.2.1"_s, u"request"_s);
};

void BackupServiceTest::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_backups = std::make_unique<BackupService>(AdminContext{*m_database, m_clock}, m_ids,
                                                BackupFolder::Configured);
}

void BackupServiceTest::cleanup()
{
    m_backups.reset();
    m_database.reset();
}

void BackupServiceTest::put(const Backup &backup)
{
    QVERIFY(await(
        (*m_database)->write([backup](Stores &stores) { return stores.backups.put(backup); })));
}

//! \return what jobs are to do, which are taken.
std::vector<BackupOrder> BackupServiceTest::orders()
{
    std::vector<BackupOrder> orders;
    const Timestamp now = m_clock.now();
    for (;;) {
        const auto job = await((*m_database)->write([now](Stores &stores) {
            return stores.jobs.take({BackupJobKind, 1, now, now + std::chrono::hours(1)});
        }));
        if (!job || !*job)
            return orders;
        orders.push_back(parseBackupOrder((*job)->payload).value_or(BackupOrder()));
    }
}

std::vector<AuditEntry> BackupServiceTest::audit()
{
    return await((*m_database)->read([](Stores &stores) { return stores.audit.listAfter(0, 100); }))
        .value();
}

void BackupServiceTest::ordersABackupAndWritesItDown()
{
    const auto ordered = await(m_backups->create(m_actor, Run::ForReal));
    QVERIFY(ordered);
    QCOMPARE(ordered->name, backupName(m_clock.now()));
    QCOMPARE(ordered->state, Backup::State::UnderWay);
    QCOMPARE(await(m_backups->find(ordered->name))->createdAt, m_clock.now());
    const auto asked = orders();
    QCOMPARE(asked.size(), 1U);
    QCOMPARE(asked.front().task, BackupOrder::Task::Create);
    QCOMPARE(asked.front().name, ordered->name);
    QCOMPARE(audit().size(), 1U);
    QCOMPARE(audit().front().action, u"backup.create"_s);
    QCOMPARE(audit().front().target, u"backup:"_s + ordered->name);
    QCOMPARE(audit().front().actor, u"user:1"_s);
}

void BackupServiceTest::makesOneAtATime()
{
    QVERIFY(await(m_backups->create(m_actor, Run::ForReal)));
    m_clock.advance(std::chrono::seconds(1));
    const auto refused = await(m_backups->create(m_actor, Run::ForReal));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, "backup_busy"_L1);
    QCOMPARE(audit().size(), 1U);
    Backup first = (await(m_backups->list(1, {})))->backups.front();
    first.state = Backup::State::Failed;
    put(first);
    QVERIFY(await(m_backups->create(m_actor, Run::ForReal)));
}

void BackupServiceTest::rehearses()
{
    const auto would = await(m_backups->create(m_actor, Run::Rehearsal));
    QCOMPARE(would->name, backupName(m_clock.now()));
    QVERIFY(!await(m_backups->find(would->name)));
    QVERIFY(orders().empty());
    QVERIFY(audit().empty());
    put({.name = u"a"_s, .state = Backup::State::Made});
    QCOMPARE(await(m_backups->verify(m_actor, u"a"_s, Run::Rehearsal))->proof,
             Backup::Proof::UnderWay);
    QCOMPARE(await(m_backups->find(u"a"_s))->proof, Backup::Proof::None);
    QVERIFY(await(m_backups->create(m_actor, Run::ForReal)));
    QCOMPARE(await(m_backups->create(m_actor, Run::Rehearsal)).error().code, "backup_busy"_L1);
}

void BackupServiceTest::ordersNothingWithoutAFolder()
{
    BackupService without(AdminContext{*m_database, m_clock}, m_ids, BackupFolder::Missing);
    const auto refused = await(without.create(m_actor, Run::ForReal));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, "backups_not_set_up"_L1);
    QVERIFY(audit().empty());
}

void BackupServiceTest::verifiesWhatWasMade()
{
    put({.name = u"a"_s,
         .state = Backup::State::Made,
         .proof = Backup::Proof::Failed,
         .provenAt = at(1),
         .proofProblem = u"damaged"_s});
    const auto ordered = await(m_backups->verify(m_actor, u"a"_s, Run::ForReal));
    QVERIFY(ordered);
    QCOMPARE(ordered->proof, Backup::Proof::UnderWay);
    QCOMPARE(ordered->proofProblem, QString());
    QCOMPARE(ordered->provenAt, at(1));
    const auto asked = orders();
    QCOMPARE(asked.size(), 1U);
    QCOMPARE(asked.front().task, BackupOrder::Task::Verify);
    QCOMPARE(audit().front().action, u"backup.verify"_s);
}

void BackupServiceTest::refusesToVerify_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("proof");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, Backup::State state, Backup::Proof proof,
                        const QString &code) {
        QTest::newRow(name) << int(state) << int(proof) << code;
    };
    row("one that is being made", Backup::State::UnderWay, Backup::Proof::None,
        u"backup_not_made"_s);
    row("one that failed", Backup::State::Failed, Backup::Proof::None, u"backup_not_made"_s);
    row("one that is being verified", Backup::State::Made, Backup::Proof::UnderWay,
        u"backup_busy"_s);
}

void BackupServiceTest::refusesToVerify()
{
    QFETCH(int, state);
    QFETCH(int, proof);
    QFETCH(QString, code);
    put({.name = u"a"_s, .state = Backup::State(state), .proof = Backup::Proof(proof)});
    const auto refused = await(m_backups->verify(m_actor, u"a"_s, Run::ForReal));
    QVERIFY(!refused);
    QCOMPARE(QString(refused.error().code), code);
    QCOMPARE(await(m_backups->verify(m_actor, u"b"_s, Run::ForReal)).error().kind,
             Error::Kind::NotFound);
    QVERIFY(orders().empty());
    QVERIFY(audit().empty());
}

void BackupServiceTest::pagesTheNewestFirst()
{
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
        put({.name = name});
    const auto first = await(m_backups->list(2, {}));
    QVERIFY(first);
    QCOMPARE(first->backups.size(), 2U);
    QCOMPARE(first->backups.front().name, u"c"_s);
    QVERIFY(first->next);
    const auto last = await(m_backups->list(2, first->next));
    QCOMPARE(last->backups.size(), 1U);
    QCOMPARE(last->backups.front().name, u"a"_s);
    QVERIFY(!last->next);
}

QTEST_GUILESS_MAIN(BackupServiceTest)
#include "tst_backupservice.moc"
