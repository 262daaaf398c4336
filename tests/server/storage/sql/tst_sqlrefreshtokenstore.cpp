// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlrefreshtokenstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class SqlRefreshTokenStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void findsATokenByItsHash();
    void remembersItsFirstUse();
    void refusesTheSameHashTwice();
    void removesWhatExpiredAndWhatLostItsSession();

private:
    static RefreshToken token(const QByteArray &hash)
    {
        return {.hash = hash,
                .session = SessionId(11),
                .generation = 3,
                .createdAt = at(1),
                .expiresAt = at(1000),
                .firstUsedAt = {}};
    }

    std::unique_ptr<TestStores> m_stores;
};

void SqlRefreshTokenStoreTest::init()
{
    m_stores = std::make_unique<TestStores>();
    addUser(**m_stores, UserId(1));
    QVERIFY(
        (*m_stores)->sessions.add({.id = SessionId(11), .user = UserId(1), .expiresAt = at(1000)}));
}

void SqlRefreshTokenStoreTest::findsATokenByItsHash()
{
    auto &tokens = (*m_stores)->refreshTokens;
    const QByteArray hash("\0\x01\xff any bytes", 14);
    QVERIFY(tokens.add(token(hash)));

    const auto found = tokens.find(hash);

    QVERIFY(found);
    QCOMPARE(found->hash, hash);
    QCOMPARE(found->session, SessionId(11));
    QCOMPARE(found->generation, 3);
    QCOMPARE(found->createdAt, at(1));
    QCOMPARE(found->expiresAt, at(1000));
    QVERIFY(!found->firstUsedAt);
    QCOMPARE(tokens.find("other").error().kind, Error::Kind::NotFound);
    QCOMPARE(tokens.find({}).error().kind, Error::Kind::NotFound);
}

void SqlRefreshTokenStoreTest::remembersItsFirstUse()
{
    auto &tokens = (*m_stores)->refreshTokens;
    QVERIFY(tokens.add(token("a")));
    QVERIFY(tokens.add(token("b")));

    QVERIFY(tokens.markUsed("a", at(7)));

    QCOMPARE(tokens.find("a")->firstUsedAt, at(7));
    QVERIFY(!tokens.find("b")->firstUsedAt);
}

void SqlRefreshTokenStoreTest::refusesTheSameHashTwice()
{
    auto &tokens = (*m_stores)->refreshTokens;
    QVERIFY(tokens.add(token("a")));

    QVERIFY(!tokens.add(token("a")));
}

void SqlRefreshTokenStoreTest::removesWhatExpiredAndWhatLostItsSession()
{
    auto &tokens = (*m_stores)->refreshTokens;
    RefreshToken later = token("b");
    later.expiresAt = at(2000);
    QVERIFY(tokens.add(token("a")));
    QVERIFY(tokens.add(later));

    QVERIFY(tokens.removeExpired(at(1001)));
    QVERIFY(!tokens.find("a"));
    QVERIFY(tokens.find("b"));

    QVERIFY((*m_stores)->sessions.removeExpired(at(1001)));
    QVERIFY(!tokens.find("b"));
}

QTEST_GUILESS_MAIN(SqlRefreshTokenStoreTest)
#include "tst_sqlrefreshtokenstore.moc"
