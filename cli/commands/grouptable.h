// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/declaration.h"
#include "cli/output/table.h"

namespace linnet::cli {

//! \return how one group is shown.
inline Table groupTable()
{
    using As = Column::As;
    return {QStringLiteral("Group"),
            {
                {QStringLiteral("ID"), QStringLiteral("id")},
                {QStringLiteral("Title"), QStringLiteral("title")},
                {QStringLiteral("Owner"), QStringLiteral("owner.name")},
                {QStringLiteral("Owner's ID"), QStringLiteral("owner.id")},
                {QStringLiteral("State"), QStringLiteral("state")},
                {QStringLiteral("Members"), QStringLiteral("members"), As::Number},
                {QStringLiteral("Messages"), QStringLiteral("messages"), As::Number},
                {QStringLiteral("Created"), QStringLiteral("createdAt"), As::Time},
                {QStringLiteral("Updated"), QStringLiteral("updatedAt"), As::Time},
            },
            QStringLiteral("id"),
            Table::Shape::Card};
}

//! \return the word that says which group is meant.
inline Argument groupArgument(QString &group)
{
    return {QStringLiteral("GROUP"),
            QStringLiteral("The group's id."),
            &group,
            Argument::Need::Required,
            {},
            Referent::Group};
}

} // namespace linnet::cli
