// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/idgenerator.h"
#include "server/services/admin/deliveryservice.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class DeliveryServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void testsAWebhook();
    void pagesTheNewestFirst();
    void countsWhatMatches();
    void deliversAgain();
    void rehearses();
    void findsNothing();

private:
    WebhookDelivery test()
    {
        return await(m_deliveries->test(m_actor, Hook, Run::ForReal)).value();
    }
    void settle(WebhookDelivery delivery, WebhookDelivery::State state)
    {
        delivery.state = state;
        QVERIFY(await((*m_database)->write([delivery](Stores &stores) {
            return stores.webhooks.updateDelivery(delivery);
        })));
    }
    //! \return how many jobs there are, which are taken.
    int jobs()
    {
        const Timestamp now = m_clock.now();
        for (int count = 0;; ++count) {
            const auto job = await((*m_database)->write([now](Stores &stores) {
                return stores.jobs.take({WebhookJobKind, 1, now, now + std::chrono::hours(1)});
            }));
            if (!job || !*job)
                return count;
        }
    }
    std::vector<AuditEntry> audit()
    {
        return await((*m_database)->read([](Stores &stores) {
                   return stores.audit.listAfter(0, 100);
               }))
            .value();
    }

    static constexpr WebhookId Hook{1};
    static constexpr WebhookId Other{2};

    MovableClock m_clock;
    IdGenerator m_ids{m_clock, 1};
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<DeliveryService> m_deliveries;
    const Actor m_actor = Actor::account(UserId(1), u"192.0.2.1"_s, u"request"_s);
};

void DeliveryServiceTest::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_deliveries = std::make_unique<DeliveryService>(AdminContext{*m_database, m_clock}, m_ids);
    QVERIFY(await((*m_database)->write([](Stores &stores) -> Result<> {
        for (const WebhookId id : {Hook, Other}) {
            if (auto added =
                    stores.webhooks.add({.id = id, .name = {}, .url = {}, .events = {}}, {});
                !added)
                return added;
        }
        return {};
    })));
}

void DeliveryServiceTest::cleanup()
{
    m_deliveries.reset();
    m_database.reset();
}

void DeliveryServiceTest::testsAWebhook()
{
    const WebhookDelivery delivery = test();
    QCOMPARE(delivery.event, u"test"_s);
    QCOMPARE(delivery.state, WebhookDelivery::State::Pending);
    QCOMPARE(await(m_deliveries->find(Hook, delivery.id)).value(), delivery);
    QCOMPARE(jobs(), 1);
    QCOMPARE(audit().size(), 1U);
    QCOMPARE(audit().front().action, u"webhook.test"_s);
    QCOMPARE(audit().front().target, u"webhook:1"_s);
    QVERIFY(audit().front().after.contains(delivery.id.toString()));
}

void DeliveryServiceTest::pagesTheNewestFirst()
{
    const DeliveryId first = test().id;
    const DeliveryId second = test().id;
    const auto page = await(m_deliveries->list(Hook, {}, 1, {}));
    QCOMPARE(page->deliveries.size(), 1U);
    QCOMPARE(page->deliveries.front().id, second);
    QCOMPARE(page->next, std::optional(second));
    const auto last = await(m_deliveries->list(Hook, {}, 1, page->next));
    QCOMPARE(last->deliveries.front().id, first);
    QVERIFY(!last->next);
    QVERIFY(await(m_deliveries->list(Other, {}, 1, {}))->deliveries.empty());
}

void DeliveryServiceTest::countsWhatMatches()
{
    settle(test(), WebhookDelivery::State::Failed);
    test();
    const Filter failed = m_deliveries->parse(u"state:failed"_s).value();
    QCOMPARE(await(m_deliveries->count(Hook, failed)).value(), 1);
    QCOMPARE(await(m_deliveries->count(Hook, {})).value(), 2);
    QCOMPARE(m_deliveries->parse(u"lunch:1"_s).error().code, "invalid_filter"_L1);
}

void DeliveryServiceTest::deliversAgain()
{
    const WebhookDelivery delivery = test();
    QCOMPARE(jobs(), 1);
    QCOMPARE(await(m_deliveries->redeliver(m_actor, Hook, delivery.id, Run::ForReal)).error().code,
             "delivery_pending"_L1);
    settle(delivery, WebhookDelivery::State::Failed);
    const auto again = await(m_deliveries->redeliver(m_actor, Hook, delivery.id, Run::ForReal));
    QCOMPARE(again->state, WebhookDelivery::State::Pending);
    QCOMPARE(again->body, delivery.body);
    QCOMPARE(jobs(), 1);
    QCOMPARE(audit().back().action, u"webhook.redeliver"_s);
}

void DeliveryServiceTest::rehearses()
{
    QVERIFY(await(m_deliveries->test(m_actor, Hook, Run::Rehearsal)));
    QCOMPARE(await(m_deliveries->count(Hook, {})).value(), 0);
    QCOMPARE(jobs(), 0);
    QVERIFY(audit().empty());
}

void DeliveryServiceTest::findsNothing()
{
    const QLatin1String missing = "delivery_not_found"_L1;
    const DeliveryId delivery = test().id;
    QCOMPARE(await(m_deliveries->find(Other, delivery)).error().code, missing);
    QCOMPARE(await(m_deliveries->find(Hook, DeliveryId(9))).error().code, missing);
    QCOMPARE(await(m_deliveries->redeliver(m_actor, Other, delivery, Run::ForReal)).error().code,
             missing);
    const WebhookId none(9);
    const QLatin1String noWebhook = "webhook_not_found"_L1;
    QCOMPARE(await(m_deliveries->find(none, delivery)).error().code, noWebhook);
    QCOMPARE(await(m_deliveries->test(m_actor, none, Run::ForReal)).error().code, noWebhook);
    QCOMPARE(await(m_deliveries->list(none, {}, 1, {})).error().code, noWebhook);
    QCOMPARE(await(m_deliveries->count(none, {})).error().code, noWebhook);
}

QTEST_GUILESS_MAIN(DeliveryServiceTest)
#include "tst_deliveryservice.moc"
