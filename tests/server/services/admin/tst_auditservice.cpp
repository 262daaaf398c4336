// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/auditservice.h"
#include "server/storage/database.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AuditServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void pagesFromTheNewest();
    void findsAWholeLogIntact();
    void findsWhatWasTamperedWith_data();
    void findsWhatWasTamperedWith();
    void tellsALogThatWasCutByItsHead();
    void findsWhatIsAskedFor();
    void cutsOffWhatIsOld();
    void keepsTheNewestWhateverItsAge();
    void cutsOnceADay();
    void checksWhatIsLeft();
    void findsACutThatNothingVouchesFor_data();
    void findsACutThatNothingVouchesFor();

private:
    qint64 cut() { return await(m_audit->cut(std::chrono::hours(24 * 30))).value(); }
    void record(int count);
    //! As somebody with the file, and without the server, could.
    void tamper(const QString &sql);
    AuditVerdict verdict() { return await(m_audit->verify()).value(); }

    MovableClock m_clock;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<AuditService> m_audit;
};

void AuditServiceTest::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_audit = std::make_unique<AuditService>(AdminContext{*m_database, m_clock});
}

void AuditServiceTest::cleanup()
{
    m_audit.reset();
    m_database.reset();
}

void AuditServiceTest::record(int count)
{
    const Actor actor = Actor::account(UserId(1), u"192.0.2.1"_s, u"r"_s);
    const Timestamp now = m_clock.now();
    QVERIFY(await((*m_database)->write([=](Stores &stores) -> Result<> {
        for (int i = 0; i < count; ++i) {
            const AuditNote note{u"user.edit"_s, u"user:%1"_s.arg(i), {}, {{"name"_L1, i}}};
            if (const auto added = AuditService::record(stores, actor, note, now); !added)
                return added;
        }
        return {};
    })));
}

void AuditServiceTest::tamper(const QString &sql)
{
    {
        QSqlDatabase file = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"tamper"_s);
        file.setDatabaseName(m_database->file());
        QVERIFY(file.open());
        QSqlQuery query(file);
        QVERIFY(query.exec(sql));
        QVERIFY(query.numRowsAffected() > 0);
    }
    QSqlDatabase::removeDatabase(u"tamper"_s);
}

void AuditServiceTest::pagesFromTheNewest()
{
    record(5);
    const auto first = await(m_audit->list({.limit = 2})).value();
    QCOMPARE(first.entries.size(), 2U);
    QCOMPARE(first.entries.front().target, u"user:4"_s);
    QCOMPARE(first.entries.front().after, u"{\"name\":4}"_s);
    QCOMPARE(first.next, std::optional(ListPlace{.id = 4}));
    const auto last = await(m_audit->list({.after = first.next})).value();
    QCOMPARE(last.entries.size(), 3U);
    QVERIFY(!last.next);
}

void AuditServiceTest::findsAWholeLogIntact()
{
    QCOMPARE(verdict().checked, 0);
    QVERIFY(!verdict().broken);
    record(2500); // More than are read at once.
    const AuditVerdict whole = verdict();
    QCOMPARE(whole.checked, 2500);
    QVERIFY(!whole.broken);
    QCOMPARE(whole.head, await(m_audit->list({})).value().entries.front().hash);
}

void AuditServiceTest::findsWhatWasTamperedWith_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<qint64>("broken");

    QTest::newRow("changed") << u"UPDATE audit SET actor = 'user:2' WHERE number = 4"_s
                             << qint64(4);
    QTest::newRow("an hour earlier")
        << u"UPDATE audit SET at = at - 3600000 WHERE number = 1"_s << qint64(1);
    QTest::newRow("taken out") << u"DELETE FROM audit WHERE number = 3"_s << qint64(4);
    QTest::newRow("the beginning taken out")
        << u"DELETE FROM audit WHERE number < 3"_s << qint64(3);
    QTest::newRow("with a hash of its own")
        << u"UPDATE audit SET after = '{}', hash = zeroblob(32) WHERE number = 5"_s << qint64(5);
    QTest::newRow("put in")
        << u"INSERT INTO audit SELECT 7, at, actor, address, request_id, action, "
           "target, before, after, hash FROM audit WHERE number = 6"_s
        << qint64(7);
}

void AuditServiceTest::findsWhatWasTamperedWith()
{
    QFETCH(QString, sql);
    QFETCH(qint64, broken);
    record(6);
    tamper(sql);
    QCOMPARE(verdict().broken, std::optional(broken));
}

//! No chain can show that its end is missing: who kept the head sees it.
void AuditServiceTest::tellsALogThatWasCutByItsHead()
{
    record(6);
    const QByteArray head = verdict().head;
    tamper(u"DELETE FROM audit WHERE number > 4"_s);
    QVERIFY(!verdict().broken);
    QVERIFY(verdict().head != head);
}

void AuditServiceTest::findsWhatIsAskedFor()
{
    record(5);
    const Filter filter = m_audit->parse(u"target:user:3 at>-1h address:192.0.2.0/24"_s).value();
    const AuditPage page = await(m_audit->list({.filter = filter})).value();
    QCOMPARE(page.entries.size(), 1U);
    QCOMPARE(page.entries.front().target, u"user:3"_s);
    QCOMPARE(await(m_audit->count(filter)).value(), 1);
    QCOMPARE(await(m_audit->count({})).value(), 5);
    QCOMPARE(m_audit->parse(u"colour:red"_s).error().code, "invalid_filter"_L1);
}

void AuditServiceTest::cutsOffWhatIsOld()
{
    record(2500); // More than are removed at once.
    m_clock.advance(std::chrono::hours(24 * 20));
    record(3);
    QCOMPARE(cut(), 0);
    m_clock.advance(std::chrono::hours(24 * 11));
    QCOMPARE(cut(), 2500);
    const AuditPage left = await(m_audit->list({})).value();
    QCOMPARE(left.entries.size(), 4U);
    QCOMPARE(left.entries.front().action, u"audit.cut"_s);
    QCOMPARE(left.entries.front().actor, u"system"_s);
    QVERIFY(left.entries.front().after.contains(u"\"number\":2500"_s));
    QCOMPARE(left.entries.back().number, 2501);
}

void AuditServiceTest::keepsTheNewestWhateverItsAge()
{
    record(3);
    m_clock.advance(std::chrono::hours(24 * 31));
    QCOMPARE(cut(), 2);
    record(1);
    QVERIFY(!verdict().broken);
}

void AuditServiceTest::cutsOnceADay()
{
    record(3);
    m_clock.advance(std::chrono::hours(24 * 31));
    QCOMPARE(cut(), 2);
    const qint64 entries = await(m_audit->count({})).value();
    m_clock.advance(std::chrono::hours(23));
    QCOMPARE(cut(), 0);
    QCOMPARE(await(m_audit->count({})).value(), entries);
    m_clock.advance(std::chrono::hours(1));
    QCOMPARE(cut(), 1);
}

void AuditServiceTest::checksWhatIsLeft()
{
    record(6);
    m_clock.advance(std::chrono::hours(24 * 31));
    record(2);
    QCOMPARE(cut(), 6);
    AuditVerdict left = verdict();
    QCOMPARE(left.first, 7);
    QCOMPARE(left.checked, 3);
    QVERIFY(!left.broken);
    tamper(u"UPDATE audit SET target = 'user:9' WHERE number = 7"_s);
    QCOMPARE(verdict().broken, std::optional<qint64>(7));
}

void AuditServiceTest::findsACutThatNothingVouchesFor_data()
{
    QTest::addColumn<QString>("sql");

    QTest::newRow("a cut of somebody's own")
        << u"INSERT INTO audit_checkpoint SELECT number, hash, at FROM audit WHERE number = 7"_s;
    QTest::newRow("no cut any more") << u"DELETE FROM audit_checkpoint"_s;
    QTest::newRow("another hash") << u"UPDATE audit_checkpoint SET hash = zeroblob(32)"_s;
}

void AuditServiceTest::findsACutThatNothingVouchesFor()
{
    record(6);
    m_clock.advance(std::chrono::hours(24 * 31));
    record(2);
    QCOMPARE(cut(), 6);
    QFETCH(const QString, sql);
    tamper(sql);
    QVERIFY(verdict().broken);
}

QTEST_GUILESS_MAIN(AuditServiceTest)
#include "tst_auditservice.moc"
