// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlrow.h"
#include "server/storage/sql/statement.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlRowTest : public QObject
{
    Q_OBJECT

private slots:
    void readsTheWholeOfWhatIsThere();
    void readsNothingWhereNothingIs();
    void tellsAnEmptyTextFromNone();

private:
    template <typename Read>
    auto read(const char *sql, Read read)
    {
        return Statement(m_stores.connection(), sql).one(read).value().value();
    }

    test::TestStores m_stores;
};

void SqlRowTest::readsTheWholeOfWhatIsThere()
{
    const auto values =
        read("SELECT -9223372036854775808, 'Zoë 👋', x'00ff01', 5", [](const SqlRow &row) {
            return std::tuple(row.integer(0), row.text(1), row.bytes(2), row.time(3),
                              row.id<UserId>(3));
        });
    const std::tuple expected(std::numeric_limits<qint64>::min(), u"Zoë 👋"_s,
                              QByteArray("\0\xff\x01", 3), Timestamp(std::chrono::milliseconds(5)),
                              UserId(5));
    QVERIFY(values == expected);
}

void SqlRowTest::readsNothingWhereNothingIs()
{
    const auto values = read("SELECT NULL", [](const SqlRow &row) {
        return std::tuple(row.isNull(0), row.integer(0), row.text(0), row.bytes(0),
                          row.optionalInteger(0), row.optionalTime(0));
    });
    const std::tuple expected(true, qint64(0), QString(), QByteArray(), std::optional<qint64>(),
                              std::optional<Timestamp>());
    QVERIFY(values == expected);
}

void SqlRowTest::tellsAnEmptyTextFromNone()
{
    const bool isNull = read("SELECT ''", [](const SqlRow &row) { return row.text(0).isNull(); });
    QVERIFY(!isNull);
}

QTEST_GUILESS_MAIN(SqlRowTest)
#include "tst_sqlrow.moc"
