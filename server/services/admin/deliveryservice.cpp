// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/deliveryservice.h"

#include "common/core/clock.h"
#include "common/domain/notfound.h"
#include "server/services/admin/auditservice.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostListed = 200;

Error stillPending()
{
    return {Error::Kind::Conflict, "delivery_pending"_L1,
            u"This is to be delivered anyway, and is tried again by itself."_s};
}

//! \return what \p webhook was told as \p id; an error of the webhook's where there is none.
Result<WebhookDelivery> deliveryTo(Stores &stores, WebhookId webhook, DeliveryId id)
{
    if (const auto known = stores.webhooks.find(webhook); !known)
        return known.error();
    auto delivery = stores.webhooks.findDelivery(id);
    if (delivery && delivery->webhook != webhook)
        return noSuchDelivery();
    return delivery;
}

Result<> record(Stores &stores, const Actor &actor, const QString &action,
                const WebhookDelivery &delivery, Timestamp at)
{
    return AuditService::record(
        stores, actor,
        {.action = action,
         .target = u"webhook:"_s + delivery.webhook.toString(),
         .after = {{u"delivery"_s, delivery.id.toString()}, {u"event"_s, delivery.event}}},
        at);
}

//! What needs nobody to be told after its commit.
constexpr auto Untold = [](const auto &) {};

} // namespace

DeliveryService::DeliveryService(AdminContext context, IdGenerator &ids)
    : m_context(context)
    , m_writer(ids)
{}

Result<Filter> DeliveryService::parse(const QString &expression) const
{
    return parseFilter(expression, deliveryFields(), m_context.clock.now());
}

QCoro::Task<Result<DeliveryPage>> DeliveryService::list(WebhookId webhook, Filter filter, int limit,
                                                        std::optional<DeliveryId> before)
{
    DeliveryListQuery query{.webhook = webhook,
                            .filter = std::move(filter),
                            .limit = std::clamp(limit, 1, MostListed) + 1};
    query.before = before.value_or(query.before);
    auto deliveries = co_await m_context.database.read(
        [query](Stores &stores) -> Result<std::vector<WebhookDelivery>> {
            if (const auto known = stores.webhooks.find(query.webhook); !known)
                return known.error();
            return stores.webhooks.listDeliveries(query);
        });
    if (!deliveries)
        co_return deliveries.error();
    DeliveryPage page{std::move(*deliveries), std::nullopt};
    if (page.deliveries.size() == size_t(query.limit)) {
        page.deliveries.pop_back();
        page.next = page.deliveries.back().id;
    }
    co_return page;
}

QCoro::Task<Result<qint64>> DeliveryService::count(WebhookId webhook, Filter filter)
{
    const auto counted = co_await m_context.database.read(
        [webhook, filter = std::move(filter)](Stores &stores) -> Result<qint64> {
            if (const auto known = stores.webhooks.find(webhook); !known)
                return known.error();
            return stores.webhooks.countDeliveries(webhook, filter);
        });
    co_return counted;
}

QCoro::Task<Result<WebhookDelivery>> DeliveryService::find(WebhookId webhook, DeliveryId delivery)
{
    auto found = co_await m_context.database.read(
        [webhook, delivery](Stores &stores) { return deliveryTo(stores, webhook, delivery); });
    co_return found;
}

QCoro::Task<Result<WebhookDelivery>> DeliveryService::redeliver(Actor actor, WebhookId webhook,
                                                                DeliveryId delivery, Run run)
{
    const auto work = [this, actor, webhook, delivery](Stores &stores) -> Result<WebhookDelivery> {
        auto again = deliveryTo(stores, webhook, delivery);
        if (!again)
            return again;
        if (again->state == WebhookDelivery::State::Pending)
            return stillPending();
        const Timestamp now = m_context.clock.now();
        again->state = WebhookDelivery::State::Pending;
        again->updatedAt = now;
        if (const auto updated = stores.webhooks.updateDelivery(*again); !updated)
            return updated.error();
        if (const auto queued = m_writer.queue(stores, *again, now); !queued)
            return queued.error();
        if (const auto noted = record(stores, actor, u"webhook.redeliver"_s, *again, now); !noted)
            return noted.error();
        return again;
    };
    auto redelivered = co_await perform(m_context, run, work, Untold);
    co_return redelivered;
}

QCoro::Task<Result<WebhookDelivery>> DeliveryService::test(Actor actor, WebhookId webhook, Run run)
{
    const auto work = [this, actor, webhook](Stores &stores) -> Result<WebhookDelivery> {
        if (const auto known = stores.webhooks.find(webhook); !known)
            return known.error();
        const Timestamp now = m_context.clock.now();
        auto delivery = m_writer.writeTo(stores, webhook, {WebhookEvent::Test, {}, now});
        if (!delivery)
            return delivery;
        if (const auto noted = record(stores, actor, u"webhook.test"_s, *delivery, now); !noted)
            return noted.error();
        return delivery;
    };
    auto delivery = co_await perform(m_context, run, work, Untold);
    co_return delivery;
}

} // namespace linnet
