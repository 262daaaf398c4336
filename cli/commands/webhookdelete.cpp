// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/webhookdelete.h"

#include "cli/commands/invocation.h"
#include "cli/commands/webhooktable.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration WebhookDelete::declaration()
{
    return {.name = u"webhook delete"_s,
            .summary = u"Have another program told no more; what it was told is forgotten."_s,
            .examples = {u"linnetctl webhook delete 382514099738640385"_s,
                         u"linnetctl webhook delete 382514099738640385 --confirm='CRM'"_s,
                         u"linnetctl webhook delete 382514099738640385 --dry-run"_s},
            .arguments = {webhookArgument(m_webhook)},
            .hasDryRun = true,
            .isFinal = true};
}

Result<> WebhookDelete::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    ApiClient &api = (*connection)->api();
    const QString path = adminPath({u"webhooks"_s, m_webhook});
    QUrlQuery query;
    if (invocation.options().isDryRun) {
        query.addQueryItem(u"dryRun"_s, u"true"_s);
    } else {
        const auto webhook = api.get(path);
        if (!webhook)
            return webhook.error();
        const QString name = (*webhook)["name"_L1].toString();
        auto confirmed = invocation.confirmFinal(
            u"This deletes the webhook \"%1\", and what it was told. It cannot be undone."_s.arg(
                name),
            name);
        if (!confirmed)
            return confirmed;
    }
    const auto deleted = api.remove(path, query);
    if (!deleted)
        return deleted.error();
    return invocation.show(webhookTable(), *deleted);
}

} // namespace linnet::cli
