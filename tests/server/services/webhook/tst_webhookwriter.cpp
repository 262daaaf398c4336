// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/idgenerator.h"
#include "server/services/webhook/webhookwriter.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class WebhookWriterTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void tellsThoseThatListen();
    void tellsOneWhateverItListensTo();
    void queuesAgain();
    void readsPayloads();

private:
    std::vector<WebhookDelivery> deliveries(qint64 webhook)
    {
        return (*m_stores)->webhooks.listDeliveries({.webhook = WebhookId(webhook)}).value();
    }
    //! \return what the next job is to deliver.
    std::optional<DeliveryId> takeJob()
    {
        const Timestamp now = m_clock.now();
        const auto job =
            (*m_stores)->jobs.take({WebhookJobKind, 1, now, now + std::chrono::hours(1)});
        return *job ? deliveryOf((*job)->payload) : std::nullopt;
    }

    MovableClock m_clock;
    IdGenerator m_ids{m_clock, 1};
    const WebhookWriter m_writer{m_ids};
    std::unique_ptr<TestStores> m_stores;
};

//! 1 listens to new accounts, and 2 to sessions; 3 would, too.
void WebhookWriterTest::init()
{
    m_stores = std::make_unique<TestStores>();
    const auto add = [this](qint64 id, const QString &event, Webhook::State state) {
        return (*m_stores)->webhooks.add(
            {.id = WebhookId(id), .name = {}, .url = {}, .events = {event}, .state = state}, {});
    };
    QVERIFY(add(1, u"account.created"_s, Webhook::State::On));
    QVERIFY(add(2, u"session.started"_s, Webhook::State::On));
    QVERIFY(add(3, u"account.created"_s, Webhook::State::Off));
}

void WebhookWriterTest::tellsThoseThatListen()
{
    const Timestamp now = m_clock.now();
    QVERIFY(
        m_writer.write(**m_stores, {WebhookEvent::AccountCreated, {{"userId"_L1, u"7"_s}}, now}));
    QCOMPARE(deliveries(1).size(), 1U);
    QVERIFY(deliveries(2).empty());
    QVERIFY(deliveries(3).empty());
    const DeliveryId id = deliveries(1).front().id;
    const auto delivery = (*m_stores)->webhooks.findDelivery(id);
    QCOMPARE(delivery->event, u"account.created"_s);
    QCOMPARE(delivery->state, WebhookDelivery::State::Pending);
    QCOMPARE(QJsonDocument::fromJson(delivery->body.toUtf8()).object(),
             (QJsonObject{{"id"_L1, id.toString()},
                          {"event"_L1, u"account.created"_s},
                          {"at"_L1, toIso(now)},
                          {"data"_L1, QJsonObject{{"userId"_L1, u"7"_s}}}}));
    QCOMPARE(takeJob(), std::optional(id));
    QVERIFY(!takeJob());
}

void WebhookWriterTest::tellsOneWhateverItListensTo()
{
    const auto delivery =
        m_writer.writeTo(**m_stores, WebhookId(3), {WebhookEvent::Test, {}, m_clock.now()});
    QVERIFY(delivery);
    QCOMPARE(deliveries(3).front().id, delivery->id);
    QCOMPARE(takeJob(), std::optional(delivery->id));
}

void WebhookWriterTest::queuesAgain()
{
    const auto delivery =
        m_writer.writeTo(**m_stores, WebhookId(1), {WebhookEvent::Test, {}, m_clock.now()});
    QVERIFY(takeJob());
    QVERIFY(m_writer.queue(**m_stores, *delivery, m_clock.now()));
    QCOMPARE(takeJob(), std::optional(delivery->id));
}

void WebhookWriterTest::readsPayloads()
{
    QCOMPARE(deliveryOf("17"), std::optional(DeliveryId(17)));
    QVERIFY(!deliveryOf("x"));
    QVERIFY(!deliveryOf({}));
}

QTEST_GUILESS_MAIN(WebhookWriterTest)
#include "tst_webhookwriter.moc"
