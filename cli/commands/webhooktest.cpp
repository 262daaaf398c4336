// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/webhooktest.h"

#include "cli/commands/invocation.h"
#include "cli/commands/webhooktable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration WebhookTest::declaration()
{
    return {.name = u"webhook test"_s,
            .summary =
                u"Have a webhook told of a test; the log of its deliveries says how it went."_s,
            .examples = {u"linnetctl webhook test 382514099738640385"_s},
            .arguments = {webhookArgument(m_webhook)},
            .hasDryRun = true};
}

Result<> WebhookTest::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString path = adminPath({u"webhooks"_s, m_webhook, u"tests"_s});
    const auto delivery = (*connection)->api().post(path, invocation.withDryRun({}));
    if (!delivery)
        return delivery.error();
    return invocation.show(deliveryTable(), *delivery);
}

} // namespace linnet::cli
