// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/bcrypt.h"

#include <QTest>

#include <thread>
#include <vector>

using namespace linnet;

class BcryptTest : public QObject
{
    Q_OBJECT

private slots:
    void matchesItsOwnHash();
    void saltsEachHash();
    void knowsTheHashesOfOthers();
    void refusesWhatIsNoHash_data();
    void refusesWhatIsNoHash();
    void hashesOnManyThreads();
};

void BcryptTest::matchesItsOwnHash()
{
    const QByteArray hash = bcryptHash("secret", 4);

    QVERIFY(hash.startsWith("$2b$04$"));
    QCOMPARE(hash.size(), 60);
    QVERIFY(bcryptMatches("secret", hash));
    QVERIFY(!bcryptMatches("Secret", hash));
    QVERIFY(!bcryptMatches("", hash));
}

void BcryptTest::saltsEachHash()
{
    QVERIFY(bcryptHash("secret", 4) != bcryptHash("secret", 4));
}

void BcryptTest::knowsTheHashesOfOthers()
{
    // A published test vector of the algorithm.
    QVERIFY(bcryptMatches("abcdefghijklmnopqrstuvwxyz",
                          "$2b$10$fVH8e28OQRj9tqiDXs1e1uxpsjN0c7II7YPKXua2NAKYvM6iQk7dq"));
}

void BcryptTest::refusesWhatIsNoHash_data()
{
    QTest::addColumn<QByteArray>("hash");

    QTest::newRow("empty") << QByteArray();
    QTest::newRow("the secret") << QByteArray("secret");
    QTest::newRow("only a setting") << QByteArray("$2b$04$abcdefghijklmnopqrstuu");
    QTest::newRow("another kind") << QByteArray("$1$salt$EpUCLNfAuYyZ/oAJhHCO91");
    QTest::newRow("what crypt fails with") << QByteArray("*0");
}

void BcryptTest::refusesWhatIsNoHash()
{
    QFETCH(QByteArray, hash);

    QVERIFY(!bcryptMatches("secret", hash));
}

void BcryptTest::hashesOnManyThreads()
{
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&wrong, thread] {
                const QByteArray secret = QByteArray::number(thread);
                for (int i = 0; i < 10; ++i)
                    wrong += bcryptMatches(secret, bcryptHash(secret, 4)) ? 0 : 1;
            });
    }
    QCOMPARE(wrong.load(), 0);
}

QTEST_GUILESS_MAIN(BcryptTest)
#include "tst_bcrypt.moc"
