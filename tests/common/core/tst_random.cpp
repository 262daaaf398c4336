// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/random.h"

#include <QSet>
#include <QTest>

using namespace linnet;

class RandomTest : public QObject
{
    Q_OBJECT

private slots:
    void givesWhatIsAskedFor_data();
    void givesWhatIsAskedFor();
    void neverRepeatsItself();
    void tokensFitIntoAUrl();
    void comparesInConstantTime_data();
    void comparesInConstantTime();
};

void RandomTest::givesWhatIsAskedFor_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("none") << 0;
    QTest::newRow("one") << 1;
    QTest::newRow("sixteen") << 16;
    QTest::newRow("a page") << 4096;
}

void RandomTest::givesWhatIsAskedFor()
{
    QFETCH(int, count);
    QCOMPARE(randomBytes(count).size(), count);
}

void RandomTest::neverRepeatsItself()
{
    QSet<QByteArray> seen;
    for (int i = 0; i < 1000; ++i)
        seen.insert(randomToken());
    QCOMPARE(seen.size(), 1000);
}

void RandomTest::tokensFitIntoAUrl()
{
    const QByteArray token = randomToken(32);
    QCOMPARE(token.size(), 43); // 32 bytes in base64, unpadded.
    for (const char c : token)
        QVERIFY2(std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_', token);
}

void RandomTest::comparesInConstantTime_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<bool>("isSame");

    QTest::newRow("same") << QByteArray("secret") << QByteArray("secret") << true;
    QTest::newRow("last differs") << QByteArray("secret") << QByteArray("secres") << false;
    QTest::newRow("first differs") << QByteArray("secret") << QByteArray("tecret") << false;
    QTest::newRow("shorter") << QByteArray("secret") << QByteArray("secre") << false;
    QTest::newRow("both empty") << QByteArray() << QByteArray("") << true;
    QTest::newRow("one empty") << QByteArray() << QByteArray("x") << false;
}

void RandomTest::comparesInConstantTime()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(bool, isSame);
    QCOMPARE(constantTimeEquals(a, b), isSame);
}

QTEST_GUILESS_MAIN(RandomTest)
#include "tst_random.moc"
