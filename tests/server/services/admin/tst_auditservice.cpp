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

private:
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
    const auto first = await(m_audit->list(2, {})).value();
    QCOMPARE(first.entries.size(), 2U);
    QCOMPARE(first.entries.front().target, u"user:4"_s);
    QCOMPARE(first.entries.front().after, u"{\"name\":4}"_s);
    QCOMPARE(first.next, std::optional<qint64>(4));
    const auto last = await(m_audit->list(200, first.next)).value();
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
    QCOMPARE(whole.head, await(m_audit->list(1, {})).value().entries.front().hash);
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

QTEST_GUILESS_MAIN(AuditServiceTest)
#include "tst_auditservice.moc"
