// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/webhookredeliver.h"

#include "cli/commands/invocation.h"
#include "cli/commands/webhooktable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration WebhookRedeliver::declaration()
{
    return {.name = u"webhook redeliver"_s,
            .summary = u"Have something delivered again that has ended."_s,
            .examples = {u"linnetctl webhook redeliver 382514099738640385 382514099738640999"_s},
            .arguments = {webhookArgument(m_webhook), deliveryArgument(m_delivery)},
            .hasDryRun = true};
}

Result<> WebhookRedeliver::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString path =
        adminPath({u"webhooks"_s, m_webhook, u"deliveries"_s, m_delivery, u"redelivery"_s});
    const auto delivery = (*connection)->api().post(path, invocation.withDryRun({}));
    if (!delivery)
        return delivery.error();
    return invocation.show(deliveryTable(), *delivery);
}

} // namespace linnet::cli
