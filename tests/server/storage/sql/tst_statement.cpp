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
