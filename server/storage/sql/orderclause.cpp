// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/orderclause.h"

#include "server/storage/sql/sqlwords.h"

#include <algorithm>
#include <stdexcept>

namespace linnet {

namespace {

SqlLiteral columnOf(QLatin1String key, std::span<const OrderColumn> columns)
{
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [key](const OrderColumn &column) { return column.key == key; });
    if (found == columns.end())
        throw std::logic_error("A list is sorted by what the table has no column for.");
    return found->sql;
}

} // namespace

OrderClause toOrder(const ListQuery &query, std::span<const OrderColumn> columns)
{
    const SqlLiteral id = columns.front().sql;
    const SqlLiteral direction = query.order.isDescending ? SqlLiteral(" DESC") : SqlLiteral("");
    const SqlLiteral beyond = query.order.isDescending ? SqlLiteral(" < ") : SqlLiteral(" > ");
    OrderClause clause{.by = SqlText(id) + direction, .after = {.sql = SqlText("TRUE")}};
    if (query.order.by.kind == SortKey::Kind::Id) {
        if (query.after)
            clause.after = {SqlText(id) + beyond + "?", {query.after->id}};
        return clause;
    }
    const SqlLiteral column = columnOf(query.order.by.name, columns);
    // Of what a filter leaves, which few may fulfil, it is quicker to sort those than to look every
    // row up in the order of an index.
    const SqlText sorted =
        query.filter.empty() ? SqlText(column) : SqlText(LINNET_SORTED("")) + column;
    clause.by = sorted + direction + ", " + clause.by;
    if (query.after)
        clause.after = {SqlText("(") + column + ", " + id + ")" + beyond + "(?, ?)",
                        {query.after->value, query.after->id}};
    return clause;
}

} // namespace linnet
