// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/webhookdeliveries.h"

#include "cli/commands/webhooktable.h"
#include "common/domain/webhook.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"DeliveryList"_s,
                  {
                      {u"ID"_s, u"id"_s},
                      {u"EVENT"_s, u"event"_s},
                      {u"STATE"_s, u"state"_s},
                      {u"ATTEMPTS"_s, u"attempts"_s, As::Number},
                      {u"STATUS"_s, u"status"_s, As::Number},
                      {u"MS"_s, u"durationMs"_s, As::Number, Show::Wide},
                      {u"PROBLEM"_s, u"problem"_s},
                      {u"CREATED"_s, u"createdAt"_s, As::Time},
                      {u"UPDATED"_s, u"updatedAt"_s, As::Time, Show::Wide},
                  }};

} // namespace

WebhookDeliveries::WebhookDeliveries()
    : ListCommand({
        .name = u"webhook deliveries"_s,
        .summary = u"List what a webhook was told, the newest first."_s,
        .examples = {u"linnetctl webhook deliveries 382514099738640385 --limit 20"_s,
                     u"linnetctl webhook deliveries 382514099738640385 --filter state:failed"_s,
                     u"linnetctl webhook deliveries 382514099738640385 --filter "
                     "'event:report.opened created>-1d' --count"_s},
        .path = {u"webhooks"_s},
        .table = Shown,
        .filterFields = deliveryFields,
    })
{}

Declaration WebhookDeliveries::declaration()
{
    Declaration declaration = ListCommand::declaration();
    declaration.arguments = {webhookArgument(m_webhook)};
    return declaration;
}

QStringList WebhookDeliveries::path() const
{
    return ListCommand::path() + QStringList{m_webhook, u"deliveries"_s};
}

} // namespace linnet::cli
