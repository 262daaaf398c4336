// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlcensusstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlCensusStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void countsNothingAtFirst();
    void countsWhatIsThere();
};

void SqlCensusStoreTest::countsNothingAtFirst()
{
    test::TestStores stores;
    const auto census = stores->census.take(test::at(0));
    QVERIFY(census);
    QVERIFY(census->schema > 0);
    QVERIFY(census->databaseBytes > 0);
    QCOMPARE(census->accounts, 0);
    QCOMPARE(census->activeSessions, 0);
    QCOMPARE(census->mediaFiles, 0);
    QCOMPARE(census->mediaBytes, 0);
}

//! A file that several people uploaded is there once.
void SqlCensusStoreTest::countsWhatIsThere()
{
    test::TestStores stores;
    for (const qint64 user : {1, 2})
        test::addUser(*stores, UserId(user));
    for (const qint64 id : {1, 2, 3}) {
        Session session;
        session.id = SessionId(id);
        session.user = UserId(1);
        session.expiresAt = test::at(id * 100);
        QVERIFY(stores->sessions.add(session));
    }
    QVERIFY(stores->sessions.revoke(SessionId(3), {test::at(50), u"user"_s, {}}));
    for (const qint64 id : {1, 2, 3}) {
        Media media;
        media.id = MediaId(id);
        media.name = "name" + QByteArray::number(id);
        media.sha256 = id == 3 ? "other" : "same";
        media.size = id == 3 ? 1000 : 20;
        media.owner = UserId(1);
        QVERIFY(stores->media.add(media));
    }
    const auto census = stores->census.take(test::at(100));
    QVERIFY(census);
    QCOMPARE(census->accounts, 2);
    QCOMPARE(census->activeSessions, 1);
    QCOMPARE(census->mediaFiles, 2);
    QCOMPARE(census->mediaBytes, 1020);
}

QTEST_GUILESS_MAIN(SqlCensusStoreTest)
#include "tst_sqlcensusstore.moc"
