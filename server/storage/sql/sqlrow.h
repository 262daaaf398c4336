// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"

#include <QSqlQuery>
#include <QVariant>

#include <optional>

namespace linnet {

//! \brief The row a statement stands on, read column by column.
class SqlRow
{
public:
    explicit SqlRow(const QSqlQuery &query)
        : m_query(query)
    {}

    bool isNull(int column) const { return m_query.isNull(column); }
    qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    int number(int column) const { return m_query.value(column).toInt(); }
    QString text(int column) const { return m_query.value(column).toString(); }
    QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
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
    const QSqlQuery &m_query;
};

} // namespace linnet
