// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlwebhookstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlWebhookStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void keepsWhatItIsGiven();
    void findsThoseThatListen();
    void keepsSecrets();
    void keepsDeliveries();
    void pagesTheNewestFirst();
    void asks_data();
    void asks();
    void hasAColumnForEveryField();
    void forgetsWhatEnded();
    void takesDeliveriesAlong();

private:
    static Webhook webhook(qint64 id, const QStringList &events);
    static WebhookDelivery delivery(qint64 id, WebhookDelivery::State state);
    WebhookStore &store() { return (*m_stores)->webhooks; }
    QList<qint64> ids(const DeliveryListQuery &query)
    {
        QList<qint64> found;
        const auto listed = store().listDeliveries(query);
        for (const WebhookDelivery &each : listed.value())
            found.append(each.id.value());
        return found;
    }

    std::unique_ptr<test::TestStores> m_stores;
};

Webhook SqlWebhookStoreTest::webhook(qint64 id, const QStringList &events)
{
    return {.id = WebhookId(id),
            .name = u"Hook %1"_s.arg(id),
            .url = u"https://example.org/%1?key=x"_s.arg(id),
            .events = events,
            .createdAt = test::at(id),
            .updatedAt = test::at(id)};
}

WebhookDelivery SqlWebhookStoreTest::delivery(qint64 id, WebhookDelivery::State state)
{
    WebhookDelivery delivery;
    delivery.id = DeliveryId(id);
    delivery.webhook = WebhookId(1);
    delivery.event = u"account.created"_s;
    delivery.body = u"{\"id\":\"%1\"}"_s.arg(id);
    delivery.state = state;
    delivery.createdAt = test::at(id);
    delivery.updatedAt = test::at(id);
    return delivery;
}

//! 10 is delivered, 11 failed and 12 is pending, all of them to webhook 1.
void SqlWebhookStoreTest::init()
{
    using State = WebhookDelivery::State;
    m_stores = std::make_unique<test::TestStores>();
    QVERIFY(store().add(webhook(1, {u"account.created"_s, u"session.ended"_s}), {"sealed"}));
    QVERIFY(store().add(webhook(2, {u"account.created"_s}), {"sealed"}));
    WebhookDelivery first = delivery(10, State::Delivered);
    first.attempts = 1;
    first.status = 204;
    QVERIFY(store().addDelivery(first));
    WebhookDelivery second = delivery(11, State::Failed);
    second.event = u"session.ended"_s;
    second.attempts = 25;
    second.status = 500;
    QVERIFY(store().addDelivery(second));
    QVERIFY(store().addDelivery(delivery(12, State::Pending)));
}

void SqlWebhookStoreTest::keepsWhatItIsGiven()
{
    Webhook changed = webhook(1, {u"account.created"_s, u"session.ended"_s});
    QCOMPARE(store().find(WebhookId(1)).value(), changed);
    changed.name = u"Other"_s;
    changed.url = u"http://localhost/"_s;
    changed.events = {u"report.opened"_s};
    changed.state = Webhook::State::GivenUp;
    changed.failingSince = test::at(5);
    changed.oldSecretUntil = test::at(6);
    changed.updatedAt = test::at(7);
    QVERIFY(store().update(changed));
    QCOMPARE(store().list().value().front(), changed);
    QCOMPARE(store().list()->size(), 2U);
    QCOMPARE(store().find(WebhookId(9)).error().code, "webhook_not_found"_L1);
}

void SqlWebhookStoreTest::findsThoseThatListen()
{
    const auto listening = [this](const QString &event) {
        return store().listListening(event).value();
    };
    QCOMPARE(listening(u"account.created"_s), (std::vector{WebhookId(1), WebhookId(2)}));
    QCOMPARE(listening(u"session.ended"_s), std::vector{WebhookId(1)});
    QVERIFY(listening(u"session"_s).empty());
    Webhook off = webhook(1, {u"account.created"_s});
    off.state = Webhook::State::Off;
    QVERIFY(store().update(off));
    QCOMPARE(listening(u"account.created"_s), std::vector{WebhookId(2)});
}

void SqlWebhookStoreTest::keepsSecrets()
{
    QCOMPARE(store().findSecrets(WebhookId(1))->current, "sealed");
    QVERIFY(store().findSecrets(WebhookId(1))->old.isEmpty());
    QVERIFY(store().setSecrets(WebhookId(1), {"new", "sealed"}));
    QCOMPARE(store().findSecrets(WebhookId(1))->current, "new");
    QCOMPARE(store().findSecrets(WebhookId(1))->old, "sealed");
    QCOMPARE(store().findSecrets(WebhookId(9)).error().code, "webhook_not_found"_L1);
}

void SqlWebhookStoreTest::keepsDeliveries()
{
    WebhookDelivery changed = store().findDelivery(DeliveryId(12)).value();
    QCOMPARE(changed, delivery(12, WebhookDelivery::State::Pending));
    changed.state = WebhookDelivery::State::Failed;
    changed.attempts = 3;
    changed.status = 302;
    changed.duration = std::chrono::milliseconds(17);
    changed.answer = u"Moved"_s;
    changed.problem = u"It answered 302."_s;
    changed.updatedAt = test::at(99);
    QCOMPARE(store().updateDelivery(changed).value(), true);
    QCOMPARE(store().findDelivery(DeliveryId(12)).value(), changed);
    changed.id = DeliveryId(99);
    QCOMPARE(store().updateDelivery(changed).value(), false);
    QCOMPARE(store().findDelivery(DeliveryId(99)).error().code, "delivery_not_found"_L1);
}

void SqlWebhookStoreTest::pagesTheNewestFirst()
{
    QCOMPARE(ids({.webhook = WebhookId(1), .limit = 2}), (QList<qint64>{12, 11}));
    QCOMPARE(ids({.webhook = WebhookId(1), .before = DeliveryId(11)}), (QList<qint64>{10}));
    QVERIFY(ids({.webhook = WebhookId(2)}).isEmpty());
    const auto listed = store().listDeliveries({.webhook = WebhookId(1)});
    for (const WebhookDelivery &each : listed.value())
        QVERIFY(each.body.isEmpty());
}

void SqlWebhookStoreTest::asks_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QList<qint64>>("found");

    QTest::newRow("nothing") << QString() << QList<qint64>{12, 11, 10};
    QTest::newRow("state") << u"state:failed"_s << QList<qint64>{11};
    QTest::newRow("states") << u"state:pending,delivered"_s << QList<qint64>{12, 10};
    QTest::newRow("event") << u"event:session.ended"_s << QList<qint64>{11};
    QTest::newRow("status") << u"status>=500"_s << QList<qint64>{11};
    QTest::newRow("attempts") << u"attempts:0"_s << QList<qint64>{12};
    QTest::newRow("times") << u"created>2000-01-01 updated<2000-01-01"_s << QList<qint64>{};
    QTest::newRow("id") << u"id:10"_s << QList<qint64>{10};
}

void SqlWebhookStoreTest::asks()
{
    QFETCH(QString, filter);
    QFETCH(QList<qint64>, found);
    const Filter asked = parseFilter(filter, deliveryFields(), test::at(0)).value();
    QCOMPARE(ids({.webhook = WebhookId(1), .filter = asked}), found);
    QCOMPARE(store().countDeliveries(WebhookId(1), asked).value(), qint64(found.size()));
}

void SqlWebhookStoreTest::hasAColumnForEveryField()
{
    for (const FilterField &field : deliveryFields().fields) {
        const Filter filter{{field.name, false, true}};
        QVERIFY2(store().countDeliveries(WebhookId(1), filter), field.name.latin1());
    }
}

void SqlWebhookStoreTest::forgetsWhatEnded()
{
    QVERIFY(store().removeEndedDeliveries(test::at(11)));
    QCOMPARE(ids({.webhook = WebhookId(1)}), (QList<qint64>{12, 11}));
    QVERIFY(store().removeEndedDeliveries(test::at(99)));
    QCOMPARE(ids({.webhook = WebhookId(1)}), (QList<qint64>{12}));
}

void SqlWebhookStoreTest::takesDeliveriesAlong()
{
    QVERIFY(store().remove(WebhookId(1)));
    QCOMPARE(store().list()->size(), 1U);
    QCOMPARE(store().findDelivery(DeliveryId(12)).error().kind, Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(SqlWebhookStoreTest)
#include "tst_sqlwebhookstore.moc"
