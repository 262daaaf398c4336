// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/listquery.h"
#include "server/storage/sql/filterclause.h"

namespace linnet {

//! \brief Where a table keeps what a list is sorted by: a column, or an expression over several.
struct OrderColumn
{
    QLatin1String key;
    SqlLiteral sql;
};

//! \brief An order as what stands after ORDER BY, and what of a list comes after a place in it.
//!
//! \code
//! const OrderClause order = toOrder(query, Orders);
//! return Statement(m_connection, SqlText("SELECT … WHERE ") + order.after.sql + " ORDER BY "
//!                      + order.by + " LIMIT ?")
//!     .bind(order.after.values, query.limit)
//! \endcode
struct OrderClause
{
    SqlText by;
    FilterClause after;
};

//! \param columns one for each key that the list can be sorted by; the first is of its ids.
//! \throws std::logic_error if one is missing.
OrderClause toOrder(const ListQuery &query, std::span<const OrderColumn> columns);

} // namespace linnet
