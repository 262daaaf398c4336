// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/filter.h"
#include "server/storage/sql/sqltext.h"

#include <QLatin1String>

#include <span>
#include <vector>

namespace linnet {

//! \brief Where a table keeps a field of a filter: a column, or an expression over several.
//!
//! Of times the milliseconds are compared, of flags whether they are true, of addresses the text.
struct FilterColumn
{
    QLatin1String field;
    SqlLiteral sql;
    //! Of a column of another table: the beginning of a condition on which of its rows are meant,
    //! e.g. "s.account_id IN (SELECT a.id FROM account a WHERE ". Empty: of a table of the list.
    SqlLiteral among = "";
};

//! \brief A filter as a condition of SQL.
//!
//! \code
//! const FilterClause wanted = toClause(filter, Columns);
//! return Statement(m_connection, SqlText("SELECT … WHERE id < ? AND ") + wanted.sql + " LIMIT ?")
//!     .bind(before, wanted.values, limit)
//!     .fetch(toSession);
//! \endcode
struct FilterClause
{
    SqlText sql; //!< True for every row if the filter asks for nothing.
    std::vector<SqlValue> values = {}; //!< Of its question marks.
};

//! \param columns one for each field that the filter can have.
//! \throws std::logic_error if one is missing.
FilterClause toClause(const Filter &filter, std::span<const FilterColumn> columns);

} // namespace linnet
