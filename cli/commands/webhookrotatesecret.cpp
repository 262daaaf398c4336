// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/webhookrotatesecret.h"

#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"
#include "cli/commands/webhooktable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration WebhookRotateSecret::declaration()
{
    return {
        .name = u"webhook rotate-secret"_s,
        .summary = u"Give a webhook a new secret, which is said once; the old one signs, too, "
                   "for a day."_s,
        .examples = {u"linnetctl webhook rotate-secret 382514099738640385"_s,
                     u"linnetctl webhook rotate-secret 382514099738640385 --overlap 0"_s},
        .arguments = {webhookArgument(m_webhook)},
        .options = {{u"--overlap"_s, u"TIME"_s,
                     u"How long the old one signs, too, e.g. 2h; 0: not at all."_s, &m_overlap}},
        .hasDryRun = true};
}

Result<> WebhookRotateSecret::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString path = adminPath({u"webhooks"_s, m_webhook, u"secret"_s});
    const QJsonObject asked = givenFields({{"overlap"_L1, m_overlap}});
    const auto webhook = (*connection)->api().post(path, invocation.withDryRun(asked));
    if (!webhook)
        return webhook.error();
    return invocation.show(webhookSecretTable(), *webhook);
}

} // namespace linnet::cli
