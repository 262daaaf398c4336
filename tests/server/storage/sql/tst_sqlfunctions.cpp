// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlfunctions.h"
#include "server/storage/sql/statement.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlFunctionsTest : public QObject
{
    Q_OBJECT

private slots:
    void foldsCases_data();
    void foldsCases();
    void foldsNothingOfNothing();
    void findsAddressesInNetworks_data();
    void findsAddressesInNetworks();
    void asksEachStatementsOwnNetworks();
    void refusesWhatIsNoNetwork();
    void serveStatementsAlone();

private:
    test::TestStores m_stores;
};

void SqlFunctionsTest::foldsCases_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("isLike");

    QTest::newRow("plain") << u"ALICE"_s << u"alice"_s << true;
    QTest::newRow("accents") << u"ZOË"_s << u"zoë"_s << true;
    QTest::newRow("Greek") << u"ΣΊΣΥΦΟΣ"_s << u"σίσυφος"_s.toCaseFolded() << true;
    QTest::newRow("sharp s") << u"STRAẞE"_s << u"straße"_s << true;
    QTest::newRow("another letter") << u"ZOÉ"_s << u"zoë"_s << false;
    QTest::newRow("empty") << u""_s << u""_s << true;
}

void SqlFunctionsTest::foldsCases()
{
    QFETCH(QString, text);
    QFETCH(QString, pattern);
    QFETCH(bool, isLike);
    const auto row = Statement(m_stores.connection(), "SELECT folded(?) LIKE ?")
                         .bind(text, pattern)
                         .one([](const SqlRow &columns) { return columns.integer(0) == 1; });
    QVERIFY(row && *row);
    QCOMPARE(**row, isLike);
}

void SqlFunctionsTest::foldsNothingOfNothing()
{
    const auto row =
        Statement(m_stores.connection(), "SELECT folded(NULL)").one([](const SqlRow &columns) {
            return columns.isNull(0);
        });
    QVERIFY(row && *row && **row);
}

void SqlFunctionsTest::findsAddressesInNetworks_data()
{
    QTest::addColumn<std::optional<QString>>("address");
    QTest::addColumn<QString>("networks");
    QTest::addColumn<bool>("isInside");

    const auto row = [](const char *name, const std::optional<QString> &address,
                        const QString &networks,
                        bool isInside) { QTest::newRow(name) << address << networks << isInside; };
    row("IPv4", u"10.1.2.3"_s, u"10.0.0.0/8"_s, true);
    row("beside it", u"11.1.2.3"_s, u"10.0.0.0/8"_s, false);
    row("IPv6", u"2001:db8::1"_s, u"2001:db8::/32"_s, true);
    row("IPv6, written otherwise", u"2001:0DB8:0:0::0001"_s, u"2001:db8::1"_s, true);
    row("one of several", u"192.0.2.1"_s, u"10.0.0.0/8 ::1/128 192.0.2.0/24"_s, true);
    row("IPv4 in IPv6's clothes", u"::ffff:10.1.2.3"_s, u"10.0.0.0/8"_s, true);
    row("network in them", u"10.1.2.3"_s, u"::ffff:10.0.0.0/104"_s, true);
    row("other family", u"10.1.2.3"_s, u"::/0"_s, false);
    row("no address", u"localhost"_s, u"0.0.0.0/0"_s, false);
    row("empty", u""_s, u"0.0.0.0/0"_s, false);
    row("nothing", std::nullopt, u"0.0.0.0/0"_s, false);
}

void SqlFunctionsTest::findsAddressesInNetworks()
{
    QFETCH(std::optional<QString>, address);
    QFETCH(QString, networks);
    QFETCH(bool, isInside);
    const auto row = Statement(m_stores.connection(), "SELECT in_networks(?, ?)")
                         .bind(address, networks)
                         .one([](const SqlRow &columns) { return columns.integer(0) == 1; });
    QVERIFY(row && *row);
    QCOMPARE(**row, isInside);
}

void SqlFunctionsTest::asksEachStatementsOwnNetworks()
{
    const auto count = [this](const QString &networks) {
        // The same prepared statement each time.
        return **Statement(m_stores.connection(), R"(
            SELECT count(*) FROM (SELECT '10.0.0.1' AS address UNION ALL SELECT '10.0.0.2'
                                  UNION ALL SELECT '192.0.2.1')
            WHERE in_networks(address, ?))")
                     .bind(networks)
                     .one([](const SqlRow &row) { return row.integer(0); });
    };
    QCOMPARE(count(u"10.0.0.0/8"_s), 2);
    QCOMPARE(count(u"192.0.2.0/24"_s), 1);
    QCOMPARE(count(u"0.0.0.0/0"_s), 3);
}

void SqlFunctionsTest::refusesWhatIsNoNetwork()
{
    const auto row = Statement(m_stores.connection(), "SELECT in_networks('10.0.0.1', 'home')")
                         .one([](const SqlRow &columns) { return columns.integer(0); });
    QVERIFY(!row);
    QCOMPARE(row.error().kind, Error::Kind::Internal);
}

void SqlFunctionsTest::serveStatementsAlone()
{
    QVERIFY(m_stores.connection().execute(u"CREATE VIEW folding AS SELECT folded('A')"_s));
    QVERIFY(!Statement(m_stores.connection(), "SELECT * FROM folding").run());
}

QTEST_GUILESS_MAIN(SqlFunctionsTest)
#include "tst_sqlfunctions.moc"
