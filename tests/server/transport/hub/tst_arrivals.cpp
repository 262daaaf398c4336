// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/hub/arrivals.h"
#include "tests/support/patience.h"
#include "tests/support/recordingobserver.h"

#include <QTest>

using namespace linnet;

class ArrivalsTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheFurthestOfEachUser();
    void keepsConversationsApart();
    void beginsAnewEachTurn();
};

void ArrivalsTest::tellsTheFurthestOfEachUser()
{
    test::RecordingObserver observer;
    Arrivals arrivals(observer);
    arrivals.add(ConversationId(5), {UserId(1), 7, 0});
    arrivals.add(ConversationId(5), {UserId(1), 6, 6});
    arrivals.add(ConversationId(5), {UserId(2), 7, 0});
    QVERIFY(observer.arrivals.isEmpty()); // Not before the turn is over.
    QTRY_COMPARE(observer.arrivals, QList<QByteArray>{"5: 1 7 6, 2 7 0"});
}

void ArrivalsTest::keepsConversationsApart()
{
    test::RecordingObserver observer;
    Arrivals arrivals(observer);
    arrivals.add(ConversationId(5), {UserId(1), 7, 0});
    arrivals.add(ConversationId(6), {UserId(1), 8, 8});
    QTRY_COMPARE(observer.arrivals.size(), 2);
    QVERIFY(observer.arrivals.contains("5: 1 7 0"));
    QVERIFY(observer.arrivals.contains("6: 1 8 8"));
}

void ArrivalsTest::beginsAnewEachTurn()
{
    test::RecordingObserver observer;
    Arrivals arrivals(observer);
    arrivals.add(ConversationId(5), {UserId(1), 1, 0});
    QTRY_COMPARE(observer.arrivals.size(), 1);
    arrivals.add(ConversationId(5), {UserId(1), 2, 0});
    QTRY_COMPARE(observer.arrivals, (QList<QByteArray>{"5: 1 1 0", "5: 1 2 0"}));
}

QTEST_GUILESS_MAIN(ArrivalsTest)
#include "tst_arrivals.moc"
