// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/entitytag.h"

#include <QTest>

using namespace linnet;

class EntityTagTest : public QObject
{
    Q_OBJECT

private slots:
    void isTheSameForTheSameBytesOnly();
    void isFoundInAList_data();
    void isFoundInAList();
};

void EntityTagTest::isTheSameForTheSameBytesOnly()
{
    const QByteArray tag = weakTag("hello");
    QVERIFY(tag.startsWith("W/\"") && tag.endsWith('"'));
    QVERIFY(!tag.contains(','));
    QCOMPARE(weakTag("hello"), tag);
    QVERIFY(weakTag("hellp") != tag);
    QVERIFY(weakTag("") != tag);
}

void EntityTagTest::isFoundInAList_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<bool>("named");

    QTest::newRow("itself") << QByteArray(R"(W/"a")") << true;
    QTest::newRow("strong") << QByteArray(R"("a")") << true;
    QTest::newRow("anything") << QByteArray("*") << true;
    QTest::newRow("second") << QByteArray(R"("b" , W/"a")") << true;
    QTest::newRow("another") << QByteArray(R"("b")") << false;
    QTest::newRow("without quotes") << QByteArray("a") << false;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("commas") << QByteArray(",,") << false;
}

void EntityTagTest::isFoundInAList()
{
    QFETCH(QByteArray, list);
    QFETCH(bool, named);
    QCOMPARE(namesTag(list, R"(W/"a")"), named);
}

QTEST_GUILESS_MAIN(EntityTagTest)
#include "tst_entitytag.moc"
