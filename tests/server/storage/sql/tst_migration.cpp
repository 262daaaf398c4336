// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/migration.h"
#include "server/storage/sql/sqlconnection.h"
#include "server/storage/sql/statement.h"
#include "tests/support/teststorage.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

std::vector<int> applied(SqlConnection &connection)
{
    return Statement(connection, "SELECT version FROM schema_migration ORDER BY version")
        .fetch([](const SqlRow &row) { return row.number(0); })
        .value();
}

std::vector<Migration> twoSteps()
{
    return {
        {1, u"fruit"_s, "CREATE TABLE fruit (name TEXT);\n\nINSERT INTO fruit VALUES ('fig');\n"},
        {2, u"colour"_s, "ALTER TABLE fruit ADD COLUMN colour TEXT;\n"}};
}

} // namespace

class MigrationTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void numbersItsFilesFromOneWithoutAGap();
    void appliesWhatIsMissingOnce();
    void leavesNothingOfAStepThatFails();
    void refusesASchemaItDoesNotKnow();
    void refusesAStepThatWasChanged();
    void bringsTheFirstSchemaAndItsDataUpToDate();
    void showsWhatHadBeenReadBeforeAnybodyCouldHideIt();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SqlConnection> m_connection;
};

void MigrationTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto opened = SqlConnection::open({m_folder->filePath(u"linnet.db"_s)});
    QVERIFY(opened);
    m_connection = std::move(*opened);
}

void MigrationTest::cleanup()
{
    m_connection.reset();
    m_folder.reset();
}

void MigrationTest::numbersItsFilesFromOneWithoutAGap()
{
    int expected = 0;
    for (const Migration &migration : sqliteMigrations()) {
        QCOMPARE(migration.version, ++expected);
        QVERIFY(!migration.name.isEmpty());
        QVERIFY(!migration.sql.isEmpty());
    }
    QVERIFY(expected >= 3);
}

void MigrationTest::appliesWhatIsMissingOnce()
{
    QVERIFY(migrate(*m_connection, {twoSteps().front()}));
    QCOMPARE(applied(*m_connection), std::vector<int>{1});
    for (int i = 0; i < 2; ++i) {
        QVERIFY(migrate(*m_connection, twoSteps()));
        QCOMPARE(applied(*m_connection), (std::vector<int>{1, 2}));
    }
    const auto fruit =
        Statement(*m_connection, "SELECT name, colour FROM fruit").fetch([](const SqlRow &row) {
            return row.text(0);
        });
    QCOMPARE(*fruit, std::vector<QString>{u"fig"_s});
}

void MigrationTest::leavesNothingOfAStepThatFails()
{
    auto steps = twoSteps();
    steps.back().sql = "CREATE TABLE colour (name TEXT);\n\nCREATE TABLE colour (name TEXT);\n";
    QVERIFY(!migrate(*m_connection, steps));
    QCOMPARE(applied(*m_connection), std::vector<int>{1});
    QVERIFY(migrate(*m_connection, twoSteps()));
    QVERIFY(!Statement(*m_connection, "SELECT name FROM colour").run());
}

void MigrationTest::refusesASchemaItDoesNotKnow()
{
    QVERIFY(migrate(*m_connection, twoSteps()));
    QVERIFY(m_connection->execute(u"UPDATE schema_migration SET program = '9.8.7'"_s));
    const auto refused = migrate(*m_connection, {twoSteps().front()});
    QCOMPARE(refused.error().code, "schema_too_new"_L1);
    QVERIFY(refused.error().message.contains(u"9.8.7"_s));
    QCOMPARE(applied(*m_connection), (std::vector<int>{1, 2}));
}

void MigrationTest::refusesAStepThatWasChanged()
{
    QVERIFY(migrate(*m_connection, {twoSteps().front()}));
    auto steps = twoSteps();
    steps.front().sql += "-- A word more.\n";
    const auto refused = migrate(*m_connection, steps);
    QCOMPARE(refused.error().code, "schema_changed"_L1);
    QVERIFY(refused.error().message.contains(u"fruit"_s));
    QCOMPARE(applied(*m_connection), std::vector<int>{1});
}

void MigrationTest::bringsTheFirstSchemaAndItsDataUpToDate()
{
    QFile dump(QStringLiteral(SOURCE_ROOT "/tests/server/storage/sql/data/schema0001.sql"));
    QVERIFY(dump.open(QIODevice::ReadOnly));
    QVERIFY(m_connection->execute(QString::fromUtf8(dump.readAll())));

    const auto migrated = migrate(*m_connection, sqliteMigrations());
    QVERIFY2(migrated, migrated ? "" : qPrintable(migrated.error().message));
    SqlStores stores(*m_connection);
    const auto found =
        stores.all().accounts.findByIdentifier({Identifier::Kind::Phone, u"+911111111111"_s});
    QVERIFY(found);
    QCOMPARE(found->displayName, u"Alice"_s);
    QCOMPARE(found->phone, u"+911111111111"_s);
    QVERIFY(stores.all().conversations.list(found->id, {}, 10)->empty());
}

void MigrationTest::showsWhatHadBeenReadBeforeAnybodyCouldHideIt()
{
    const auto all = sqliteMigrations();
    const std::vector<Migration> before(all.begin(), all.begin() + 6);
    QVERIFY(migrate(*m_connection, before));
    QVERIFY(m_connection->execute(uR"(
        INSERT INTO account (id, display_name, search_name, avatar_url, status_text, created_at,
                             updated_at)
        VALUES (1, 'Alice', 'alice', '', '', 0, 0);
        INSERT INTO conversation (id, kind, title, avatar_url, created_by, created_at, updated_at)
        VALUES (10, 1, 'Team', '', 1, 0, 0);
        INSERT INTO member (conversation_id, user_id, role, joined_at, joined_seq, delivered_seq,
                            read_seq, change_seq)
        VALUES (10, 1, 0, 0, 0, 5, 4, 1);)"_s));
    QVERIFY(migrate(*m_connection, all));
    SqlStores stores(*m_connection);
    const auto member = stores.all().members.find(ConversationId(10), UserId(1));
    QCOMPARE(member->shownReadSeq, 4);
}

QTEST_GUILESS_MAIN(MigrationTest)
#include "tst_migration.moc"
