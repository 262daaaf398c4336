// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/webhook/webhookjob.h"

#include "common/core/clock.h"
#include "server/jobs/blockon.h"
#include "server/services/admin/auditservice.h"
#include "server/services/webhook/webhooksecret.h"
#include "server/services/webhook/webhookwriter.h"
#include "server/storage/database.h"

#include <QUrl>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error noDelivery()
{
    return {Error::Kind::Internal, "webhook_order"_L1,
            u"The job does not say what is to be delivered."_s};
}

Error lostSecret()
{
    return {Error::Kind::Internal, "webhook_secret"_L1,
            u"The webhook's secret cannot be read: give it a new one."_s};
}

Error notTaken(const QString &problem)
{
    return {Error::Kind::Unavailable, "webhook_failed"_L1, problem};
}

bool isSuccess(int status)
{
    return status >= 200 && status <= 299;
}

} // namespace

WebhookJob::WebhookJob(const Context &context, const WebhookTerms &terms)
    : m_context(context)
    , m_terms(terms)
{}

QString WebhookJob::kind() const
{
    return WebhookJobKind;
}

Result<> WebhookJob::run(const Job &job, const std::stop_token &stop)
{
    const auto id = deliveryOf(job.payload);
    if (!id)
        return noDelivery();
    const auto order = read(*id);
    if (!order)
        return order.error().kind == Error::Kind::NotFound ? Result<>() : order.error();
    if (order->delivery.state == WebhookDelivery::State::Delivered)
        return {}; // An earlier run did it, and ended before that was noted.
    const WebhookDelivery delivery = attempt(*order, stop);
    if (stop.stop_requested() && delivery.state != WebhookDelivery::State::Delivered)
        return notTaken(delivery.problem); // It does not count.
    const auto stored = blockOn(m_context.database.write(
        [this, delivery](Stores &stores) { return store(stores, delivery); }));
    if (!stored)
        return stored;
    return delivery.state == WebhookDelivery::State::Pending ? notTaken(delivery.problem)
                                                             : Result<>();
}

Result<WebhookJob::Order> WebhookJob::read(DeliveryId id) const
{
    return blockOn(m_context.database.read([id](Stores &stores) -> Result<Order> {
        const auto delivery = stores.webhooks.findDelivery(id);
        if (!delivery)
            return delivery.error();
        const auto webhook = stores.webhooks.find(delivery->webhook);
        if (!webhook)
            return webhook.error();
        const auto secrets = stores.webhooks.findSecrets(webhook->id);
        if (!secrets)
            return secrets.error();
        return Order{*delivery, *webhook, *secrets};
    }));
}

//! \return what to send; the old secret signs as long as the receiver may still know that alone.
Result<OutgoingPost> WebhookJob::compose(const Order &order) const
{
    const Timestamp now = m_context.clock.now();
    const auto current = openWebhookSecret(m_context.box, order.webhook.id, order.secrets.current);
    if (!current)
        return lostSecret();
    QByteArrayList secrets{*current};
    if (order.webhook.oldSecretUntil && *order.webhook.oldSecretUntil > now) {
        if (const auto old = openWebhookSecret(m_context.box, order.webhook.id, order.secrets.old))
            secrets.append(*old);
    }
    const QByteArray body = order.delivery.body.toUtf8();
    return OutgoingPost{QUrl(order.webhook.url).toEncoded(),
                        {"User-Agent: Linnet", "Linnet-Event: " + order.delivery.event.toLatin1(),
                         "Linnet-Delivery: " + order.delivery.id.toString().toLatin1(),
                         "Linnet-Signature: " + webhookSignature(body, secrets, now)},
                        body};
}

//! \return the delivery with what became of one more attempt.
WebhookDelivery WebhookJob::attempt(const Order &order, const std::stop_token &stop) const
{
    WebhookDelivery delivery = order.delivery;
    delivery.state = WebhookDelivery::State::Pending;
    delivery.status = 0;
    delivery.answer.clear();
    delivery.problem.clear();
    const bool isTest = delivery.event == nameOf(WebhookEvent::Test);
    if (order.webhook.state != Webhook::State::On && !isTest) {
        delivery.state = WebhookDelivery::State::Failed;
        delivery.problem = u"The webhook is switched off."_s;
        return delivery;
    }
    ++delivery.attempts;
    const auto request = compose(order);
    if (!request) {
        delivery.state = WebhookDelivery::State::Failed;
        delivery.problem = request.error().message;
        return delivery;
    }
    const auto begun = std::chrono::steady_clock::now();
    const auto answer = HttpPoster(m_terms->rules).post(*request, stop);
    delivery.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
    if (!answer) {
        delivery.problem = answer.error().message;
        return delivery;
    }
    delivery.status = answer->status;
    delivery.answer = QString::fromUtf8(answer->head);
    if (isSuccess(answer->status))
        delivery.state = WebhookDelivery::State::Delivered;
    else
        delivery.problem = u"It answered %1."_s.arg(answer->status);
    return delivery;
}

//! Stores what became of \p delivered, and gives a webhook up that has failed for too long.
Result<> WebhookJob::store(Stores &stores, const WebhookDelivery &delivered) const
{
    const Timestamp now = m_context.clock.now();
    WebhookDelivery delivery = delivered;
    delivery.updatedAt = now;
    const auto known = stores.webhooks.updateDelivery(delivery);
    if (!known)
        return known.error();
    if (!*known)
        return {};
    auto webhook = stores.webhooks.find(delivery.webhook);
    if (!webhook)
        return webhook.error();
    if (webhook->state != Webhook::State::On)
        return {};
    const Webhook before = *webhook;
    if (delivery.state == WebhookDelivery::State::Delivered)
        webhook->failingSince.reset();
    else if (!webhook->failingSince)
        webhook->failingSince = now;
    const bool isGivenUp =
        webhook->failingSince && now - *webhook->failingSince >= m_terms->patience;
    if (isGivenUp)
        webhook->state = Webhook::State::GivenUp;
    if (*webhook == before)
        return {};
    if (auto updated = stores.webhooks.update(*webhook); !updated || !isGivenUp)
        return updated;
    return AuditService::record(stores, {.user = {}, .name = u"system"_s},
                                {.action = u"webhook.give-up"_s,
                                 .target = u"webhook:"_s + webhook->id.toString(),
                                 .before = {{u"state"_s, nameOf(before.state)}},
                                 .after = {{u"state"_s, nameOf(webhook->state)}}},
                                now);
}

Result<> WebhookJob::giveUp(Stores &stores, const Job &job)
{
    const auto id = deliveryOf(job.payload);
    if (!id)
        return {};
    auto delivery = stores.webhooks.findDelivery(*id);
    if (!delivery)
        return delivery.error().kind == Error::Kind::NotFound ? Result<>() : delivery.error();
    delivery->state = WebhookDelivery::State::Failed;
    delivery->updatedAt = m_context.clock.now();
    const auto updated = stores.webhooks.updateDelivery(*delivery);
    return updated ? Result<>() : updated.error();
}

} // namespace linnet
