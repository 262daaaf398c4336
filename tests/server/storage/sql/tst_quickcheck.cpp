// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/quickcheck.h"
#include "tests/support/await.h"
#include "tests/support/teststorage.h"

#include <QFile>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! Adds so much that reading it takes far longer than noticing that its time is up.
void fill(const QString &file)
{
    const auto connection = SqlConnection::open({file});
    QVERIFY(connection);
    QVERIFY((*connection)
                ->execute(u"CREATE TABLE filler AS WITH RECURSIVE n(i) AS "
                          "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150000) "
                          "SELECT i, hex(randomblob(40)) AS x FROM n"_s));
    QVERIFY((*connection)->execute(u"CREATE INDEX filler_x ON filler (x)"_s));
}

} // namespace

class QuickCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void findsNothingInWhatServes();
    void findsWhatIsDamaged();
    void endsWhenItsTimeIsUpOrWhenItIsAsked();
    void makesNoDatabase();
};

void QuickCheckTest::findsNothingInWhatServes()
{
    TestDatabase database;
    const auto findings = quickCheck(database.file(), 1min, {});
    QVERIFY(findings);
    QVERIFY(findings->empty());
    QVERIFY(await(database->write([](Stores &stores) -> Result<> {
        addUser(stores, UserId(1));
        return {};
    })));
}

void QuickCheckTest::findsWhatIsDamaged()
{
    TestDatabase database;
    database.close();
    QFile file(database.file());
    QVERIFY(file.open(QIODevice::ReadWrite));
    constexpr qint64 Page = 4096;
    QVERIFY(file.seek(20 * Page));
    QVERIFY(file.write(QByteArray(Page, '\x7f')) == Page);
    file.close();

    const auto findings = quickCheck(database.file(), 1min, {});

    QVERIFY2(!findings || !findings->empty(), "A page of noise is not noticed.");
    if (findings)
        QVERIFY2(findings->front().contains(u"21"_s), qPrintable(findings->front()));
}

void QuickCheckTest::endsWhenItsTimeIsUpOrWhenItIsAsked()
{
    const TestDatabase database;
    fill(database.file());
    const auto late = quickCheck(database.file(), 0ms, {});
    QVERIFY(!late);
    QCOMPARE(late.error().code, "interrupted"_L1);

    std::stop_source stop;
    stop.request_stop();
    const auto stopped = quickCheck(database.file(), 1min, stop.get_token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, "interrupted"_L1);
}

void QuickCheckTest::makesNoDatabase()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"none.db"_s);
    QCOMPARE(quickCheck(file, 1min, {}).error().code, "database_not_found"_L1);
    QVERIFY(!QFile::exists(file));
}

QTEST_GUILESS_MAIN(QuickCheckTest)
#include "tst_quickcheck.moc"
