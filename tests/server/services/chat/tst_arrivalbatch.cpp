// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/arrivalbatch.h"
#include "tests/support/await.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ArrivalBatchTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheFurthestOfEach();
    void tellsAllWhoWaitAndWhoComeLate();
};

void ArrivalBatchTest::keepsTheFurthestOfEach()
{
    ArrivalBatch batch;
    batch.add({{UserId(1), 7, 2}, {UserId(2), 3, 0}});
    batch.add({{UserId(1), 5, 4}});
    const auto arrivals = batch.arrivals();
    QCOMPARE(arrivals.size(), 2u);
    QCOMPARE(arrivals.at(UserId(1)).seq, 7);
    QCOMPARE(arrivals.at(UserId(1)).watchedSeq, 4);
    QCOMPARE(arrivals.at(UserId(2)).seq, 3);
}

void ArrivalBatchTest::tellsAllWhoWaitAndWhoComeLate()
{
    const Mailbox mailbox;
    const auto batch = std::make_shared<ArrivalBatch>();
    const std::vector waiting{std::make_shared<Awaited<Result<>>>(),
                              std::make_shared<Awaited<Result<>>>()};
    for (const auto &each : waiting)
        follow<Result<>>(ArrivalBatch::stored(batch), each);
    QCoreApplication::processEvents();
    for (const auto &each : waiting)
        QVERIFY(!each->isDone());

    batch->settle(Error{Error::Kind::Unavailable, "storage_full"_L1, u"No room."_s});
    waitFor<Result<>>(waiting);
    for (const auto &each : waiting)
        QCOMPARE(each->value->error().code, "storage_full"_L1);
    QCOMPARE(await(ArrivalBatch::stored(batch)).error().code, "storage_full"_L1);
}

QTEST_GUILESS_MAIN(ArrivalBatchTest)
#include "tst_arrivalbatch.moc"
