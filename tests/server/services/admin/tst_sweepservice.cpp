// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/idgenerator.h"
#include "server/services/admin/sweepjob.h"
#include "server/services/admin/sweepservice.h"
#include "server/storage/database.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class SweepServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void ordersASweepAndWritesItDown();
    void carriesOutOneAtATime();
    void beginsByItselfWhereFilesAreLimited();
    void takesDryRunsForNone();
    void pagesTheNewestFirst();

private:
    void end(qint64 number);
    QByteArrayList orders();
    std::vector<AuditEntry> audit();

    MovableClock m_clock;
    IdGenerator m_ids{m_clock, 1};
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<SweepService> m_sweeps;
    const Actor m_actor = Actor::account(UserId(1), u"192.0.2.1"_s, u"request"_s);
};

void SweepServiceTest::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_sweeps =
        std::make_unique<SweepService>(AdminContext{*m_database, m_clock}, m_ids, SweepSettings());
}

void SweepServiceTest::cleanup()
{
    m_sweeps.reset();
    m_database.reset();
}

void SweepServiceTest::end(qint64 number)
{
    QVERIFY(await((*m_database)->write([number](Stores &stores) -> Result<> {
        auto sweep = stores.sweeps.find(number);
        if (!sweep)
            return sweep.error();
        sweep->state = Sweep::State::Done;
        return stores.sweeps.update(*sweep);
    })));
}

//! \return what jobs are to do, which are taken.
QByteArrayList SweepServiceTest::orders()
{
    QByteArrayList orders;
    const Timestamp now = m_clock.now();
    for (;;) {
        const auto job = await((*m_database)->write([now](Stores &stores) {
            return stores.jobs.take({SweepJobKind, 1, now, now + 1h});
        }));
        if (!job || !*job)
            return orders;
        orders.append((*job)->payload);
    }
}

std::vector<AuditEntry> SweepServiceTest::audit()
{
    return await((*m_database)->read([](Stores &stores) { return stores.audit.listAfter(0, 100); }))
        .value();
}

void SweepServiceTest::ordersASweepAndWritesItDown()
{
    m_sweeps->configure({.rules = {.uploadGrace = 1h, .greatestAge = 24h, .budget = 7}});
    const auto sweep = await(m_sweeps->begin(m_actor, Sweep::Mode::DryRun));
    QCOMPARE(sweep->number, 1);
    QCOMPARE(sweep->mode, Sweep::Mode::DryRun);
    QCOMPARE(sweep->rules, m_sweeps->rules());
    QCOMPARE(sweep->requestedBy, u"user:1"_s);
    QCOMPARE(await(m_sweeps->find(1)).value(), *sweep);
    QCOMPARE(orders(), QByteArrayList{"1"});
    QCOMPARE(audit().size(), 1U);
    QCOMPARE(audit().front().action, u"storage.sweep"_s);
    QCOMPARE(audit().front().target, u"sweep:1"_s);
    const QJsonObject noted = QJsonDocument::fromJson(audit().front().after.toUtf8()).object();
    QCOMPARE(noted["dryRun"_L1], QJsonValue(true));
    QCOMPARE(noted["budget"_L1], QJsonValue(7));
    QCOMPARE(await(m_sweeps->find(2)).error().kind, Error::Kind::NotFound);
}

void SweepServiceTest::carriesOutOneAtATime()
{
    QVERIFY(await(m_sweeps->begin(m_actor, Sweep::Mode::DryRun)));
    const auto refused = await(m_sweeps->begin(m_actor, Sweep::Mode::ForReal));
    QCOMPARE(refused.error().kind, Error::Kind::Conflict);
    QCOMPARE(refused.error().code, "sweep_busy"_L1);
    QCOMPARE(refused.error().message, u"Sweep 1 is under way already."_s);
    QCOMPARE(orders().size(), 1);
    end(1);
    QCOMPARE(await(m_sweeps->begin(m_actor, Sweep::Mode::ForReal))->number, 2);
}

void SweepServiceTest::beginsByItselfWhereFilesAreLimited()
{
    QCOMPARE(await(m_sweeps->beginIfDue()).value(), false);
    m_sweeps->configure({.rules = {.budget = 7}, .interval = 24h});
    QCOMPARE(await(m_sweeps->beginIfDue()).value(), true);
    QCOMPARE(await(m_sweeps->find(1))->requestedBy, u"system"_s);
    QCOMPARE(await(m_sweeps->find(1))->mode, Sweep::Mode::ForReal);
    m_clock.advance(48h);
    QCOMPARE(await(m_sweeps->beginIfDue()).value(), false);
    end(1);
    QCOMPARE(await(m_sweeps->beginIfDue()).value(), true);
    end(2);
    m_clock.advance(24h - 1ms);
    QCOMPARE(await(m_sweeps->beginIfDue()).value(), false);
    m_clock.advance(1ms);
    QCOMPARE(await(m_sweeps->beginIfDue()).value(), true);
    QCOMPARE(orders(), (QByteArrayList{"1", "2", "3"}));
    QVERIFY2(audit().empty(), "each says itself what it removed");
}

void SweepServiceTest::takesDryRunsForNone()
{
    m_sweeps->configure({.rules = {.greatestAge = 1h}, .interval = 24h});
    QVERIFY(await(m_sweeps->begin(m_actor, Sweep::Mode::DryRun)));
    end(1);
    QCOMPARE(await(m_sweeps->beginIfDue()).value(), true);
}

void SweepServiceTest::pagesTheNewestFirst()
{
    for (qint64 number = 1; number <= 3; ++number) {
        QVERIFY(await(m_sweeps->begin(m_actor, Sweep::Mode::DryRun)));
        end(number);
    }
    const auto first = await(m_sweeps->list(2, {}));
    QCOMPARE(first->sweeps.size(), 2U);
    QCOMPARE(first->sweeps.front().number, 3);
    QCOMPARE(first->next, std::optional<qint64>(2));
    const auto last = await(m_sweeps->list(2, first->next));
    QCOMPARE(last->sweeps.size(), 1U);
    QCOMPARE(last->sweeps.front().number, 1);
    QCOMPARE(last->next, std::nullopt);
}

QTEST_GUILESS_MAIN(SweepServiceTest)
#include "tst_sweepservice.moc"
