// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/core/result.h"
#include "server/storage/sql/sqlrow.h"
#include "server/storage/sql/sqltext.h"

#include <optional>
#include <vector>

namespace linnet {

class SqlConnection;

//! \brief One execution of an SQL statement. One that stands in the source is prepared once for
//! each connection and kept; one that is put together is not.
//!
//! \code
//! return Statement(m_connection, R"(SELECT … WHERE id = ? AND …)").bind(id,
//! time).fetch(toMessage); \endcode Values are bound in the order of the question marks.
class Statement
{
public:
    //! \param sql a string literal: its address is what finds the prepared statement again.
    Statement(SqlConnection &connection, const char *sql);
    //! \param sql is prepared for this execution alone.
    Statement(SqlConnection &connection, const SqlText &sql);
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    template <typename... Values>
    Statement &bind(const Values &...values)
    {
        (bindNext(values), ...);
        return *this;
    }

    //! \return how many rows it changed.
    Result<int> run();

    //! \return every row, as \p map makes it.
    template <typename Map>
    auto fetch(Map map) -> Result<std::vector<std::invoke_result_t<Map, const SqlRow &>>>
    {
        std::vector<std::invoke_result_t<Map, const SqlRow &>> rows;
        auto found = next();
        for (; found && *found; found = next())
            rows.push_back(map(SqlRow(*m_prepared)));
        if (!found)
            return found.error();
        return rows;
    }

    //! \return the first row, if there is one.
    template <typename Map>
    auto one(Map map) -> Result<std::optional<std::invoke_result_t<Map, const SqlRow &>>>
    {
        std::optional<std::invoke_result_t<Map, const SqlRow &>> row;
        const auto found = next();
        if (!found)
            return found.error();
        if (!*found)
            return row;
        row.emplace(map(SqlRow(*m_prepared)));
        // What a statement that returns rows refers to is checked when it ends.
        if (const auto ended = end(); !ended)
            return ended.error();
        return row;
    }

private:
    void bindNext(qint64 value);
    void bindNext(int value) { bindNext(qint64(value)); }
    void bindNext(bool value) { bindNext(qint64(value)); }
    void bindNext(Timestamp value) { bindNext(qint64(value.time_since_epoch().count())); }
    template <typename Tag>
    void bindNext(Id<Tag> value)
    {
        bindNext(value.value());
    }
    //! An empty text is a text, also a null one.
    void bindNext(const QString &value);
    void bindNext(const QByteArray &value);
    template <typename T>
    void bindNext(const std::optional<T> &value)
    {
        if (value)
            bindNext(*value);
        else
            bindNull();
    }
    void bindNext(const std::vector<SqlValue> &values);
    void bindNull();
    void bound(int status);

    //! Goes to the next row. \return whether there is one.
    Result<bool> next();
    Result<> end();

    SqlConnection &m_connection;
    sqlite3_stmt *m_own = nullptr; //!< What is prepared, unless the connection keeps it.
    Result<sqlite3_stmt *> m_prepared;
    int m_bound = 0;
};

} // namespace linnet
