// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/nearestname.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class NearestNameTest : public QObject
{
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
    void asksForTheNearest();
};

void NearestNameTest::finds_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("nearest");

    QTest::newRow("letters swapped") << u"prot"_s << u"port"_s;
    QTest::newRow("letter missing") << u"adress"_s << u"address"_s;
    QTest::newRow("letter too many") << u"addresss"_s << u"address"_s;
    QTest::newRow("other case") << u"Address"_s << u"address"_s;
    QTest::newRow("nothing like it") << u"colour"_s << QString();
    QTest::newRow("empty") << QString() << QString();
}

void NearestNameTest::finds()
{
    QFETCH(QString, typed);
    QFETCH(QString, nearest);
    QCOMPARE(nearestName(typed, {u"address"_s, u"port"_s, u"certificate"_s}), nearest);
}

void NearestNameTest::asksForTheNearest()
{
    QCOMPARE(didYouMean(u"prot"_s, {u"port"_s}), u"; did you mean \"port\"?"_s);
    QCOMPARE(didYouMean(u"colour"_s, {u"port"_s}), QString());
}

QTEST_GUILESS_MAIN(NearestNameTest)
#include "tst_nearestname.moc"
