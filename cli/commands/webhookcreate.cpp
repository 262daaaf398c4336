// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/webhookcreate.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/invocation.h"
#include "cli/commands/webhooktable.h"
#include "common/domain/webhook.h"

#include <QJsonArray>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration WebhookCreate::declaration()
{
    return {.name = u"webhook create"_s,
            .summary = u"Have another program told of what happens; its secret is said once."_s,
            .examples = {u"linnetctl webhook create https://example.org/hook --name CRM "
                         "--event account.created --event account.erased"_s},
            .arguments = {{u"URL"_s, u"Where it is told; https, unless the server allows http."_s,
                           &m_url}},
            .options = {{u"--name"_s, u"NAME"_s, u"What it is called; default: its address."_s,
                         &m_name},
                        {u"--event"_s, u"EVENT"_s, u"What it is told of; may be said again."_s,
                         &m_events, webhookEventNames()}},
            .hasDryRun = true};
}

Result<> WebhookCreate::run(Invocation &invocation)
{
    if (m_events.isEmpty())
        return usageError(u"Say what it is to be told of with --event."_s);
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QJsonObject asked{{"url"_L1, m_url},
                            {"name"_L1, m_name.isEmpty() ? QUrl(m_url).host() : m_name},
                            {"events"_L1, QJsonArray::fromStringList(m_events)}};
    const auto webhook =
        (*connection)->api().post(adminPath({u"webhooks"_s}), invocation.withDryRun(asked));
    if (!webhook)
        return webhook.error();
    return invocation.show(webhookSecretTable(), *webhook);
}

} // namespace linnet::cli
