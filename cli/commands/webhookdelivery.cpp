// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/webhookdelivery.h"

#include "cli/commands/invocation.h"
#include "cli/commands/webhooktable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration WebhookDeliveryCard::declaration()
{
    return {.name = u"webhook delivery"_s,
            .summary = u"Show one thing that a webhook was told, and what it answered."_s,
            .examples = {u"linnetctl webhook delivery 382514099738640385 382514099738640999"_s},
            .arguments = {webhookArgument(m_webhook), deliveryArgument(m_delivery)}};
}

Result<> WebhookDeliveryCard::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString path = adminPath({u"webhooks"_s, m_webhook, u"deliveries"_s, m_delivery});
    const auto delivery = (*connection)->api().get(path);
    if (!delivery)
        return delivery.error();
    return invocation.show(deliveryTable(), *delivery);
}

} // namespace linnet::cli
