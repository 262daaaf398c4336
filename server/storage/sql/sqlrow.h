// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"

#include <QByteArray>
#include <QString>

#include <optional>

struct sqlite3_stmt;

namespace linnet {

//! \brief The row a statement stands on, read column by column.
class SqlRow
{
public:
    explicit SqlRow(sqlite3_stmt *statement)
        : m_statement(statement)
    {}

    bool isNull(int column) const;
    qint64 integer(int column) const;
    int number(int column) const { return int(integer(column)); }
    QString text(int column) const;
    QByteArray bytes(int column) const;
    Timestamp time(int column) const
    {
        return Timestamp(std::chrono::milliseconds(integer(column)));
    }

    template <typename AnyId>
    AnyId id(int column) const
    {
        return AnyId(integer(column));
    }

    std::optional<qint64> optionalInteger(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional(integer(column));
    }
    std::optional<Timestamp> optionalTime(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional(time(column));
    }

private:
    sqlite3_stmt *m_statement;
};

} // namespace linnet
