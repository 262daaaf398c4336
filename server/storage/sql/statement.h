// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/core/result.h"
#include "server/storage/sql/sqlrow.h"

#include <QVariant>

#include <optional>
#include <vector>

class QSqlQuery;

namespace linnet {

class SqlConnection;

//! \brief One execution of an SQL statement. It is prepared once for each connection and kept.
//!
//! \code
//! return Statement(m_connection, R"(SELECT … WHERE id = ? AND …)").bind(id,
//! time).fetch(toMessage); \endcode Values are bound in the order of the question marks.
class Statement
{
public:
    //! \param sql a string literal: its address is what finds the prepared statement again.
    Statement(SqlConnection &connection, const char *sql);
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    template <typename... Values>
    Statement &bind(const Values &...values)
    {
        (bindNext(toVariant(values)), ...);
        return *this;
    }

    //! \return how many rows it changed.
    Result<int> run();

    //! \return every row, as \p map makes it.
    template <typename Map>
    auto fetch(Map map) -> Result<std::vector<std::invoke_result_t<Map, const SqlRow &>>>
    {
        std::vector<std::invoke_result_t<Map, const SqlRow &>> rows;
        if (const auto executed = execute(); !executed)
            return executed.error();
        while (next())
            rows.push_back(map(SqlRow(**m_query)));
        if (const auto finished = finish(); !finished)
            return finished.error();
        return rows;
    }

    //! \return the first row, if there is one.
    template <typename Map>
    auto one(Map map) -> Result<std::optional<std::invoke_result_t<Map, const SqlRow &>>>
    {
        std::optional<std::invoke_result_t<Map, const SqlRow &>> row;
        if (const auto executed = execute(); !executed)
            return executed.error();
        if (next())
            row.emplace(map(SqlRow(**m_query)));
        if (const auto finished = finish(); !finished)
            return finished.error();
        return row;
    }

private:
    static QVariant toVariant(qint64 value) { return value; }
    static QVariant toVariant(int value) { return value; }
    static QVariant toVariant(bool value) { return int(value); }
    static QVariant toVariant(Timestamp value) { return qint64(value.time_since_epoch().count()); }
    //! An empty text is a text: Qt would store a null QString as NULL.
    static QVariant toVariant(const QString &value)
    {
        return value.isNull() ? QStringLiteral("") : value;
    }
    static QVariant toVariant(const QByteArray &value)
    {
        return value.isNull() ? QByteArray("") : value;
    }
    template <typename Tag>
    static QVariant toVariant(Id<Tag> value)
    {
        return value.value();
    }
    template <typename T>
    static QVariant toVariant(const std::optional<T> &value)
    {
        return value ? toVariant(*value) : QVariant();
    }

    void bindNext(const QVariant &value);
    Result<> execute();
    bool next();
    Result<> finish();

    SqlConnection &m_connection;
    Result<QSqlQuery *> m_query;
    int m_bound = 0;
};

} // namespace linnet
