// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/declaration.h"
#include "cli/output/table.h"

namespace linnet::cli {

//! \return how one report is shown.
inline Table reportTable()
{
    using As = Column::As;
    return {QStringLiteral("Report"),
            {
                {QStringLiteral("ID"), QStringLiteral("id")},
                {QStringLiteral("Kind"), QStringLiteral("kind")},
                {QStringLiteral("Subject"), QStringLiteral("subjectId")},
                {QStringLiteral("Conversation"), QStringLiteral("conversationId")},
                {QStringLiteral("About"), QStringLiteral("about.name")},
                {QStringLiteral("About's ID"), QStringLiteral("about.id")},
                {QStringLiteral("Reporter"), QStringLiteral("reporter.name")},
                {QStringLiteral("Reporter's ID"), QStringLiteral("reporter.id")},
                {QStringLiteral("Reason"), QStringLiteral("reason")},
                {QStringLiteral("Text"), QStringLiteral("text")},
                {QStringLiteral("Evidence"), QStringLiteral("evidence")},
                {QStringLiteral("State"), QStringLiteral("state")},
                {QStringLiteral("Assignee"), QStringLiteral("assignee")},
                {QStringLiteral("Notes"), QStringLiteral("notes")},
                {QStringLiteral("Created"), QStringLiteral("createdAt"), As::Time},
                {QStringLiteral("Updated"), QStringLiteral("updatedAt"), As::Time},
            },
            QStringLiteral("id"),
            Table::Shape::Card};
}

//! \return the word that says which report is meant.
inline Argument reportArgument(QString &report)
{
    return {QStringLiteral("REPORT"),
            QStringLiteral("The report's id."),
            &report,
            Argument::Need::Required,
            {},
            Referent::Report};
}

} // namespace linnet::cli
