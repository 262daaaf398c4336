// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/webhook/webhookwriter.h"

#include "common/core/idgenerator.h"
#include "server/storage/stores.h"

#include <QJsonDocument>

namespace linnet {

using namespace Qt::StringLiterals;

Result<> WebhookWriter::write(Stores &stores, const WebhookNews &news) const
{
    const auto webhooks = stores.webhooks.listListening(nameOf(news.event));
    if (!webhooks)
        return webhooks.error();
    for (const WebhookId webhook : *webhooks) {
        if (const auto written = writeTo(stores, webhook, news); !written)
            return written.error();
    }
    return {};
}

Result<WebhookDelivery> WebhookWriter::writeTo(Stores &stores, WebhookId webhook,
                                               const WebhookNews &news) const
{
    WebhookDelivery delivery;
    delivery.id = m_ids.next<DeliveryId>();
    delivery.webhook = webhook;
    delivery.event = nameOf(news.event);
    const QJsonObject body{{u"id"_s, delivery.id.toString()},
                           {u"event"_s, delivery.event},
                           {u"at"_s, toIso(news.at)},
                           {u"data"_s, news.data}};
    delivery.body = QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact));
    delivery.createdAt = news.at;
    delivery.updatedAt = news.at;
    if (const auto added = stores.webhooks.addDelivery(delivery); !added)
        return added.error();
    if (const auto queued = queue(stores, delivery, news.at); !queued)
        return queued.error();
    return delivery;
}

Result<> WebhookWriter::queue(Stores &stores, const WebhookDelivery &delivery, Timestamp at) const
{
    const auto added = stores.jobs.add({.id = m_ids.next<JobId>(),
                                        .kind = WebhookJobKind,
                                        .payload = delivery.id.toString().toLatin1(),
                                        .peer = delivery.webhook.value(),
                                        .dueAt = at,
                                        .createdAt = at,
                                        .updatedAt = at});
    return added ? Result<>() : added.error();
}

std::optional<DeliveryId> deliveryOf(const QByteArray &payload)
{
    return DeliveryId::parse(QString::fromLatin1(payload));
}

} // namespace linnet
