// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/statement.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class StatementTest : public QObject
{
    Q_OBJECT

private slots:
    void givesBackWhatWasBound();
    void tellsAnEmptyTextFromNone();
    void leavesQuotedQuestionMarksAlone();
    void countsTheRowsItChanged();
    void givesNoRowBackThatDoesNotFit();
    void isPreparedAgainAfterAFailure();
    void runsWhatIsPutTogether();
    void keepsNothingOfWhatIsPutTogether();
    void tellsWhatIsPutTogetherWrong();
    void runsNothingAfterTheStorageFailed();
    void hidesTheEnginesWordsFromClients();

private:
    test::TestStores m_stores;
};

void StatementTest::givesBackWhatWasBound()
{
    const QByteArray bytes("\0\xff\x01", 3);
    const auto row = Statement(m_stores.connection(), "SELECT ?, ?, ?, ?, ?, ?")
                         .bind(std::numeric_limits<qint64>::max(), u"Zoë 👋"_s, bytes, test::at(5),
                               UserId(7), std::optional<qint64>())
                         .one([](const SqlRow &columns) {
                             return std::tuple(columns.integer(0), columns.text(1),
                                               columns.bytes(2), columns.time(3),
                                               columns.id<UserId>(4), columns.optionalInteger(5));
                         });
    QVERIFY(row && *row);
    const auto expected = std::tuple(std::numeric_limits<qint64>::max(), u"Zoë 👋"_s, bytes,
                                     test::at(5), UserId(7), std::optional<qint64>());
    QVERIFY(**row == expected);
}

void StatementTest::tellsAnEmptyTextFromNone()
{
    const auto isNull = [this](const auto &value) {
        return **Statement(m_stores.connection(), "SELECT ? IS NULL")
                     .bind(value)
                     .one([](const SqlRow &row) { return row.integer(0) == 1; });
    };
    QVERIFY(!isNull(QString()));
    QVERIFY(!isNull(QByteArray()));
    QVERIFY(isNull(std::optional<QString>()));
}

void StatementTest::leavesQuotedQuestionMarksAlone()
{
    const auto matches = [this](const QString &text) {
        return **Statement(m_stores.connection(),
                           R"(SELECT ? LIKE ? ESCAPE '\' AND 'a?b' <> 'it''s' AND ? = "x" FROM
                              (SELECT 1 AS "x"))")
                     .bind(text, u"100\\%%"_s, 1)
                     .one([](const SqlRow &row) { return row.integer(0) == 1; });
    };
    QVERIFY(matches(u"100% sure"_s));
    QVERIFY(!matches(u"1000 sure"_s));
}

void StatementTest::countsTheRowsItChanged()
{
    for (qint64 id = 1; id <= 3; ++id)
        test::addUser(*m_stores, UserId(id));
    const auto update = [this](qint64 from) {
        return *Statement(m_stores.connection(),
                          "UPDATE account SET status_text = '' WHERE id >= ?")
                    .bind(from)
                    .run();
    };
    QCOMPARE(update(1), 3);
    QCOMPARE(update(3), 1);
    QCOMPARE(update(9), 0);
}

void StatementTest::givesNoRowBackThatDoesNotFit()
{
    const auto added = Statement(m_stores.connection(), R"(
        INSERT INTO session (id, account_id, device, dialect, client_name, address, user_agent,
                             created_at, last_seen_at, expires_at, revoked_by, revoked_why)
        VALUES (1, 404, '', '', '', '', '', 0, 0, 0, '', '') RETURNING id)")
                           .one([](const SqlRow &row) { return row.integer(0); });
    QCOMPARE(added.error().code, "storage_conflict"_L1);
    QCOMPARE(**Statement(m_stores.connection(), "SELECT count(*) FROM session")
                   .one([](const SqlRow &row) { return row.integer(0); }),
             0);
}

void StatementTest::isPreparedAgainAfterAFailure()
{
    const auto read = [this] {
        return Statement(m_stores.connection(), "SELECT count(*) FROM later")
            .one([](const SqlRow &row) { return row.integer(0); });
    };
    QCOMPARE(read().error().kind, Error::Kind::Internal);
    QVERIFY(m_stores.connection().execute(u"CREATE TABLE later (id INTEGER)"_s));
    QVERIFY(read());
}

void StatementTest::runsWhatIsPutTogether()
{
    for (qint64 id = 11; id <= 14; ++id)
        test::addUser(*m_stores, UserId(id));
    const SqlText inner = SqlText("(display_name = ? OR id >= ?)");
    const std::vector<SqlValue> values = {u"User 11"_s, qint64(13)};
    const SqlText sql =
        SqlText("SELECT id FROM account WHERE id < ? AND ") + inner + " ORDER BY id DESC LIMIT ?";
    const auto ids = Statement(m_stores.connection(), sql)
                         .bind(UserId(14), values, 9)
                         .fetch([](const SqlRow &row) { return row.integer(0); });
    QVERIFY(ids);
    QCOMPARE(*ids, std::vector<qint64>({13, 11}));
}

void StatementTest::keepsNothingOfWhatIsPutTogether()
{
    SqlConnection &connection = m_stores.connection();
    QVERIFY(connection.execute(u"CREATE TABLE gone (id INTEGER)"_s));
    QVERIFY(connection.execute(u"INSERT INTO gone VALUES (1), (2)"_s));
    // Ended while there are rows left: a statement that is kept would hold the table.
    QVERIFY(Statement(connection, SqlText("SELECT id FROM gone")).one([](const SqlRow &row) {
        return row.integer(0);
    }));
    QVERIFY(connection.execute(u"DROP TABLE gone"_s));
}

void StatementTest::tellsWhatIsPutTogetherWrong()
{
    const auto failed =
        Statement(m_stores.connection(), SqlText("SELECT ") + "nothing FROM account")
            .bind(std::vector<SqlValue>{qint64(1)})
            .run();
    QCOMPARE(failed.error().code, "storage_error"_L1);
}

void StatementTest::runsNothingAfterTheStorageFailed()
{
    SqlConnection &connection = m_stores.connection();
    QVERIFY(connection.execute(u"CREATE TABLE filler (bytes BLOB)"_s));
    QVERIFY(connection.begin());
    QVERIFY(connection.execute(u"PRAGMA max_page_count = 1"_s)); // No page more than there are.
    const auto fill = [&connection] {
        return Statement(connection, "INSERT INTO filler VALUES (zeroblob(100000))").run();
    };
    QCOMPARE(fill().error().code, "storage_full"_L1);
    const auto next = Statement(connection, "DELETE FROM filler").run();
    QCOMPARE(next.error().code, "storage_full"_L1);
    QVERIFY(!connection.commit());

    connection.rollback();
    QVERIFY(connection.execute(u"PRAGMA max_page_count = 1000000"_s));
    QVERIFY(fill());
}

void StatementTest::hidesTheEnginesWordsFromClients()
{
    const auto failed = Statement(m_stores.connection(), "SELECT secret_column FROM account").run();
    QVERIFY(!failed.error().message.contains(u"secret_column"_s));
    QVERIFY(failed.error().detail.contains(u"secret_column"_s));
}

QTEST_GUILESS_MAIN(StatementTest)
#include "tst_statement.moc"
