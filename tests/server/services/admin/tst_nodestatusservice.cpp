// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/nodestatusservice.h"
#include "server/storage/database.h"
#include "tests/support/await.h"
#include "tests/support/fakesocketcensus.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class NodeStatusServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatThereIs();
    void countsJobsByWhatBecomesOfThem();
};

void NodeStatusServiceTest::saysWhatThereIs()
{
    TestDatabase database;
    MovableClock clock;
    FakeSocketCensus sockets;
    sockets.sessions[SessionId(1)].add(SocketTransport::SocketIoPolling, 5);
    sockets.sessions[SessionId(2)].add(SocketTransport::PlainWebSocket, 6);
    const Timestamp started = clock.now();
    NodeStatusService service({*database, clock, 3}, u"1.2.3"_s, sockets);
    service.setConnections([] { return 9; });
    QVERIFY(await(database->write([](Stores &stores) -> Result<> {
        addUser(stores, UserId(1));
        return {};
    })));
    clock.advance(std::chrono::minutes(1));

    const auto status = await(service.look());

    QVERIFY(status);
    QCOMPARE(status->version, u"1.2.3"_s);
    QCOMPARE(status->node, 3);
    QCOMPARE(status->startedAt, started);
    QCOMPARE(status->at, started + std::chrono::minutes(1));
    QCOMPARE(status->stored.accounts, 1);
    QCOMPARE(status->sockets.total(), 2);
    QCOMPARE(status->sockets.queuedBytes(), 11);
    QCOMPARE(status->connections, 9);
}

void NodeStatusServiceTest::countsJobsByWhatBecomesOfThem()
{
    TestDatabase database;
    MovableClock clock;
    FakeSocketCensus sockets;
    const NodeStatusService service({*database, clock}, {}, sockets);
    const Timestamp now = clock.now();
    QVERIFY(await(database->write([now](Stores &stores) -> Result<> {
        for (const qint64 id : {1, 2, 3}) {
            Job job;
            job.id = JobId(id);
            job.kind = u"mail"_s;
            job.dueAt = now;
            if (const auto added = stores.jobs.add(job); !added)
                return added.error();
        }
        const auto taken = stores.jobs.take({u"mail"_s, 0, now, now + std::chrono::minutes(1)});
        if (!taken)
            return taken.error();
        const auto settled = stores.jobs.settle(
            **taken, {.state = Job::State::Dead, .at = now, .dueAt = {}, .error = {}});
        return settled ? Result<>() : settled.error();
    })));
    const auto status = await(service.look());
    QVERIFY(status);
    QCOMPARE(status->waitingJobs, 2);
    QCOMPARE(status->deadJobs, 1);
}

QTEST_GUILESS_MAIN(NodeStatusServiceTest)
#include "tst_nodestatusservice.moc"
