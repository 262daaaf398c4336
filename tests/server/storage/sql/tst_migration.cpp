// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/migration.h"
#include "server/storage/sql/sqlconnection.h"
#include "server/storage/sql/statement.h"
#include "tests/support/teststorage.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
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
    void keepsTheOrderInWhichMessagesWereChanged();
    void findsTheSameFilesAtTheEndsOfAddresses();

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

void MigrationTest::keepsTheOrderInWhichMessagesWereChanged()
{
    const auto all = sqliteMigrations();
    const std::vector<Migration> before(all.begin(), all.begin() + 27);
    QVERIFY(migrate(*m_connection, before));
    // By their places: 1 came and was edited twice, 3 came first of those that stayed, 4 was
    // removed, 6 is the last one and was edited.
    QVERIFY(m_connection->execute(uR"(
        INSERT INTO account (id, display_name, search_name, avatar_url, status_text, created_at,
                             updated_at)
        VALUES (1, 'Alice', 'alice', '', '', 0, 0);
        INSERT INTO conversation (id, kind, title, avatar_url, created_by, created_at, updated_at,
                                  last_seq, last_change)
        VALUES (10, 1, 'Team', '', 1, 0, 0, 6, 20), (11, 1, 'Other', '', 1, 0, 0, 1, 1);
        INSERT INTO member (conversation_id, user_id, role, joined_at, joined_seq, delivered_seq,
                            read_seq, change_seq)
        VALUES (10, 1, 0, 0, 0, 0, 0, 1), (11, 1, 0, 0, 0, 0, 0, 1);
        INSERT INTO message (id, conversation_id, seq, change_seq, sender_id, fingerprint, kind,
                             body, media_url, media_thumbnail, media_size, created_at)
        VALUES (101, 10, 1, 18, 1, 0, 0, '', '', '', 0, 1),
               (102, 10, 2, 4, 1, 0, 0, '', '', '', 0, 2),
               (103, 10, 3, 5, 1, 0, 0, '', '', '', 0, 3),
               (104, 10, 4, 17, 1, 0, 0, '', '', '', 0, 4),
               (105, 10, 5, 9, 1, 0, 0, '', '', '', 0, 5),
               (106, 10, 6, 20, 1, 0, 0, '', '', '', 0, 6),
               (111, 11, 1, 1, 1, 0, 0, '', '', '', 0, 1);)"_s));
    QVERIFY(migrate(*m_connection, all));
    SqlStores stores(*m_connection);
    const std::vector<std::pair<qint64, qint64>> ordered = {{4, 102},  {5, 103},  {9, 105},
                                                            {17, 104}, {18, 101}, {20, 106}};
    for (qint64 change = 0; change <= 20; ++change) {
        const auto views =
            stores.all().messages.listChanges(ConversationId(10), UserId(1), change, 10);
        QVERIFY(views);
        std::vector<std::pair<qint64, qint64>> found;
        for (const MessageView &view : *views)
            found.emplace_back(view.message.changeSeq, view.message.id.value());
        auto expected = ordered;
        std::erase_if(expected, [change](const auto &each) { return each.first <= change; });
        QCOMPARE(found, expected);
    }
    QCOMPARE(stores.all().messages.listChanges(ConversationId(11), UserId(1), 0, 10)->size(),
             size_t(1));
}

//! However long an address is, little of it is looked at: its row is written with each message.
void MigrationTest::findsTheSameFilesAtTheEndsOfAddresses()
{
    const auto all = sqliteMigrations();
    const std::vector<Migration> before(all.begin(), all.begin() + 28);
    QVERIFY(migrate(*m_connection, before));
    QVERIFY(m_connection->execute(uR"(
        INSERT INTO account (id, display_name, search_name, avatar_url, status_text, created_at,
                             updated_at)
        VALUES (1, 'Alice', 'alice', 'https://elsewhere' || replace(hex(zeroblob(500)), '0', '/d')
                                     || '/thumb_abcdefghijklmnopqrstuv.webp?as=1/2', '', 0, 0);
        INSERT INTO conversation (id, kind, title, avatar_url, created_by, created_at, updated_at,
                                  last_seq, last_change)
        VALUES (10, 1, 'Team', '/' || hex(zeroblob(500)) || '/' || hex(zeroblob(500)), 1, 0, 0, 3, 3);
        INSERT INTO member (conversation_id, user_id, role, joined_at, joined_seq, delivered_seq,
                            read_seq, change_seq)
        VALUES (10, 1, 0, 0, 0, 0, 0, 1);
        INSERT INTO message (id, conversation_id, seq, change_seq, sender_id, fingerprint, kind,
                             body, media_url, media_thumbnail, media_size, created_at)
        VALUES (101, 10, 1, 1, 1, 0, 0, '', '/api/v1/media/files/a.png',
                '/api/v1/media/thumbnails/thumb_a.png', 0, 1),
               (102, 10, 2, 2, 1, 0, 0, '', 'https://h' || replace(hex(zeroblob(500)), '0', '/ö')
                || '/b.png', '/files/thumb_c.png?1', 0, 2),
               (103, 10, 3, 3, 1, 0, 0, '', 'd.png', '', 0, 3);)"_s));
    const auto files = [this] {
        return Statement(*m_connection, R"(
            SELECT media_file FROM message UNION ALL
            SELECT thumbnail_file FROM message UNION ALL
            SELECT avatar_file FROM account)")
            .fetch([](const SqlRow &row) { return row.text(0); })
            .value();
    };
    const auto found = files();
    QCOMPARE(found.front(), u"a.png"_s);
    QVERIFY(migrate(*m_connection, all));
    QCOMPARE(files(), found);
    const auto lengths = Statement(*m_connection, R"(
        SELECT length(media_path) FROM message UNION ALL
        SELECT length(thumbnail_path) FROM message UNION ALL
        SELECT length(avatar_path) FROM account UNION ALL
        SELECT length(avatar_path) FROM conversation)")
                             .fetch([](const SqlRow &row) { return row.integer(0); })
                             .value();
    QVERIFY(*std::max_element(lengths.begin(), lengths.end()) <= 64);
}

QTEST_GUILESS_MAIN(MigrationTest)
#include "tst_migration.moc"
