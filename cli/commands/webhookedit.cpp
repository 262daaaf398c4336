// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/webhookedit.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"
#include "cli/commands/webhooktable.h"
#include "common/domain/webhook.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration WebhookEdit::declaration()
{
    return {
        .name = u"webhook edit"_s,
        .summary = u"Change a webhook, or switch it on or off."_s,
        .examples = {u"linnetctl webhook edit 382514099738640385 --off"_s,
                     u"linnetctl webhook edit 382514099738640385 --event session.started --on"_s},
        .arguments = {webhookArgument(m_webhook)},
        .options = {{u"--url"_s, u"URL"_s, u"Where it is told."_s, &m_url},
                    {u"--name"_s, u"NAME"_s, u"What it is called."_s, &m_name},
                    {u"--event"_s, u"EVENT"_s, u"What alone it is told of from now on."_s,
                     &m_events, webhookEventNames()},
                    {u"--on"_s, {}, u"Switch it on, also after it was given up."_s, &m_isOn},
                    {u"--off"_s, {}, u"Switch it off."_s, &m_isOff}},
        .hasDryRun = true};
}

Result<> WebhookEdit::run(Invocation &invocation)
{
    if (m_isOn && m_isOff)
        return usageError(u"Say --on or --off, and not both."_s);
    QJsonObject asked = givenFields({{"url"_L1, m_url}, {"name"_L1, m_name}});
    if (!m_events.isEmpty())
        asked["events"_L1] = QJsonArray::fromStringList(m_events);
    if (m_isOn || m_isOff)
        asked["enabled"_L1] = m_isOn;
    if (asked.isEmpty())
        return usageError(u"Say what to change, e.g. --off."_s);
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString path = adminPath({u"webhooks"_s, m_webhook});
    const auto webhook = (*connection)->api().patch(path, invocation.withDryRun(asked));
    if (!webhook)
        return webhook.error();
    return invocation.show(webhookTable(), *webhook);
}

} // namespace linnet::cli
