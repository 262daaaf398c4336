// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/webhookshow.h"

#include "cli/commands/invocation.h"
#include "cli/commands/webhooktable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration WebhookShow::declaration()
{
    return {.name = u"webhook show"_s,
            .summary = u"Show a webhook; its secret is not shown again."_s,
            .examples = {u"linnetctl webhook show 382514099738640385"_s},
            .arguments = {webhookArgument(m_webhook)}};
}

Result<> WebhookShow::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto webhook = (*connection)->api().get(adminPath({u"webhooks"_s, m_webhook}));
    if (!webhook)
        return webhook.error();
    return invocation.show(webhookTable(), *webhook);
}

} // namespace linnet::cli
