// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/requestid.h"

#include <QSet>
#include <QTest>

using namespace linnet;

class RequestIdTest : public QObject
{
    Q_OBJECT

private slots:
    void echoesWhatIsWellFormed_data();
    void echoesWhatIsWellFormed();
    void neverMakesTheSameTwice();
};

void RequestIdTest::echoesWhatIsWellFormed_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<bool>("echoed");

    QTest::newRow("plain") << QByteArray("abc-123") << true;
    QTest::newRow("longest") << QByteArray(128, 'x') << true;
    QTest::newRow("too long") << QByteArray(129, 'x') << false;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("space") << QByteArray("a b") << false;
    QTest::newRow("delete") << QByteArray("a\x7f") << false;
    QTest::newRow("not ASCII") << QByteArray("\xc3\xa9") << false;
}

void RequestIdTest::echoesWhatIsWellFormed()
{
    QFETCH(QByteArray, sent);
    QFETCH(bool, echoed);
    const QByteArray id = requestIdFor({{"x-request-id", sent}});
    QCOMPARE(id == sent, echoed);
    QVERIFY(!id.isEmpty());
}

void RequestIdTest::neverMakesTheSameTwice()
{
    QSet<QByteArray> ids;
    for (int i = 0; i < 1000; ++i)
        ids.insert(requestIdFor({}));
    QCOMPARE(ids.size(), 1000);
}

QTEST_GUILESS_MAIN(RequestIdTest)
#include "tst_requestid.moc"
