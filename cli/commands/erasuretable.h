// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/table.h"

namespace linnet::cli {

//! \return how an account is shown that is to be erased, or no longer.
inline Table erasureRequestTable()
{
    return {
        QStringLiteral("ErasureRequest"),
        {
            {QStringLiteral("User"), QStringLiteral("id")},
            {QStringLiteral("Name"), QStringLiteral("name")},
            {QStringLiteral("State"), QStringLiteral("state")},
            {QStringLiteral("Erased after"), QStringLiteral("erasure.dueAt"), Column::As::Time},
            {QStringLiteral("Messages"), QStringLiteral("erasure.messages")},
            {QStringLiteral("Sessions ended"), QStringLiteral("endedSessions"), Column::As::Number},
        },
        QStringLiteral("id"),
        Table::Shape::Card};
}

//! \return the columns of what was erased.
inline QList<Column> erasedColumns()
{
    return {
        {QStringLiteral("User"), QStringLiteral("user")},
        {QStringLiteral("Requested"), QStringLiteral("requestedAt"), Column::As::Time},
        {QStringLiteral("Requested by"), QStringLiteral("requestedBy")},
        {QStringLiteral("Erased"), QStringLiteral("erasedAt"), Column::As::Time},
        {QStringLiteral("Messages"), QStringLiteral("messages")},
        {QStringLiteral("Identifiers erased"), QStringLiteral("erased.identifiers"),
         Column::As::Number},
        {QStringLiteral("Sessions erased"), QStringLiteral("erased.sessions"), Column::As::Number},
        {QStringLiteral("Messages erased"), QStringLiteral("erased.messages"), Column::As::Number},
        {QStringLiteral("Files erased"), QStringLiteral("erased.files"), Column::As::Number},
        {QStringLiteral("Groups left"), QStringLiteral("erased.groups"), Column::As::Number},
    };
}

//! \return how it is shown what became of an erasure.
inline Table erasureTable()
{
    QList<Column> columns = erasedColumns();
    columns.append({QStringLiteral("Due"), QStringLiteral("dueAt"), Column::As::Time});
    columns.append({QStringLiteral("Receipt"), QStringLiteral("receipt")});
    return {QStringLiteral("Erasure"), columns, QStringLiteral("user"), Table::Shape::Card};
}

//! \return how a receipt is shown whose signature fits.
inline Table receiptTable()
{
    QList<Column> columns = erasedColumns();
    columns.append({QStringLiteral("Signed with"), QStringLiteral("key")});
    return {QStringLiteral("ErasureReceipt"), columns, QStringLiteral("user"), Table::Shape::Card};
}

} // namespace linnet::cli
