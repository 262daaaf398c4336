// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/declaration.h"
#include "cli/output/table.h"

namespace linnet::cli {

//! \return how one webhook is shown.
inline Table webhookTable()
{
    using As = Column::As;
    return {QStringLiteral("Webhook"),
            {
                {QStringLiteral("ID"), QStringLiteral("id")},
                {QStringLiteral("Name"), QStringLiteral("name")},
                {QStringLiteral("Address"), QStringLiteral("url")},
                {QStringLiteral("Events"), QStringLiteral("events")},
                {QStringLiteral("State"), QStringLiteral("state")},
                {QStringLiteral("Failing since"), QStringLiteral("failingSince"), As::Time},
                {QStringLiteral("Old secret until"), QStringLiteral("oldSecretUntil"), As::Time},
                {QStringLiteral("Created"), QStringLiteral("createdAt"), As::Time},
                {QStringLiteral("Updated"), QStringLiteral("updatedAt"), As::Time},
            },
            QStringLiteral("id"),
            Table::Shape::Card};
}

//! \return how a webhook is shown whose secret is said this once.
inline Table webhookSecretTable()
{
    Table table = webhookTable();
    table.columns.append({QStringLiteral("Secret"), QStringLiteral("secret")});
    return table;
}

//! \return how one thing is shown that a webhook was told.
inline Table deliveryTable()
{
    using As = Column::As;
    return {QStringLiteral("Delivery"),
            {
                {QStringLiteral("ID"), QStringLiteral("id")},
                {QStringLiteral("Event"), QStringLiteral("event")},
                {QStringLiteral("State"), QStringLiteral("state")},
                {QStringLiteral("Attempts"), QStringLiteral("attempts"), As::Number},
                {QStringLiteral("Status"), QStringLiteral("status"), As::Number},
                {QStringLiteral("Milliseconds"), QStringLiteral("durationMs"), As::Number},
                {QStringLiteral("Problem"), QStringLiteral("problem")},
                {QStringLiteral("Body"), QStringLiteral("body")},
                {QStringLiteral("Answer"), QStringLiteral("answer")},
                {QStringLiteral("Created"), QStringLiteral("createdAt"), As::Time},
                {QStringLiteral("Updated"), QStringLiteral("updatedAt"), As::Time},
            },
            QStringLiteral("id"),
            Table::Shape::Card};
}

//! \return the word that says which webhook is meant.
inline Argument webhookArgument(QString &webhook)
{
    return {QStringLiteral("WEBHOOK"),
            QStringLiteral("The webhook's id."),
            &webhook,
            Argument::Need::Required,
            {},
            Referent::Webhook};
}

//! \return the word that says which of the things is meant that a webhook was told.
inline Argument deliveryArgument(QString &delivery)
{
    return {QStringLiteral("DELIVERY"), QStringLiteral("The delivery's id."), &delivery};
}

} // namespace linnet::cli
