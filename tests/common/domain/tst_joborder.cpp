// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/joborder.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class JobOrderTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsOrders();
    void readsItsCursors();
    void refusesOtherCursors_data();
    void refusesOtherCursors();
};

void JobOrderTest::knowsOrders()
{
    QCOMPARE(jobOrderNames(),
             (QStringList{u"created"_s, u"-created"_s, u"due"_s, u"-due"_s, u"updated"_s,
                          u"-updated"_s}));
    const auto order = parseJobOrder(u"-due"_s);
    QVERIFY(order);
    QVERIFY(order->by == JobOrder::By::Due);
    QVERIFY(order->isDescending);
    QVERIFY(!parseJobOrder(u"updated"_s)->isDescending);
    QVERIFY(!parseJobOrder(u"kind"_s));
    QVERIFY(!parseJobOrder(u"--due"_s));
}

void JobOrderTest::readsItsCursors()
{
    const Timestamp due(std::chrono::milliseconds(17));
    const Timestamp updated(std::chrono::milliseconds(19));
    const auto place = parseJobCursor(toCursor(JobPlace{JobId(70), due, updated}));
    QVERIFY(place);
    QCOMPARE(place->id, JobId(70));
    QCOMPARE(place->dueAt, due);
    QCOMPARE(place->updatedAt, updated);
}

void JobOrderTest::refusesOtherCursors_data()
{
    QTest::addColumn<QString>("cursor");

    QTest::newRow("nothing") << QString();
    QTest::newRow("too little") << u"70.1"_s;
    QTest::newRow("too much") << u"70.1.2.3"_s;
    QTest::newRow("no id") << u"0.1.2"_s;
    QTest::newRow("no time") << u"70.x.2"_s;
}

void JobOrderTest::refusesOtherCursors()
{
    QFETCH(QString, cursor);
    QVERIFY(!parseJobCursor(cursor));
}

QTEST_GUILESS_MAIN(JobOrderTest)
#include "tst_joborder.moc"
