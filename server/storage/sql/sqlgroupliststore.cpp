// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlgroupliststore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/orderclause.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

constexpr FilterColumn Columns[] = {
    {QLatin1String("title"), "c.title"},
    {QLatin1String("id"), "c.id"},
    {QLatin1String("owner"), "a.display_name"},
    {QLatin1String("owner_id"), "c.created_by"},
    {QLatin1String("state"), R"(CASE WHEN c.member_count = 0 THEN 'dissolved'
                                   WHEN c.frozen_at IS NOT NULL THEN 'frozen'
                                   ELSE 'active' END)"},
    {QLatin1String("members"), "c.member_count"},
    {QLatin1String("messages"), "c.last_seq"},
    {QLatin1String("created"), "c.created_at"},
    {QLatin1String("updated"), "c.updated_at"},
};

constexpr OrderColumn Orders[] = {
    {QLatin1String("created"), "c.id"},
    {QLatin1String("updated"), "c.updated_at"},
    {QLatin1String("title"), LINNET_FOLDED("c.title")},
    {QLatin1String("members"), "c.member_count"},
    {QLatin1String("messages"), "c.last_seq"},
};

constexpr SqlLiteral Selected =
    "SELECT " LINNET_CONVERSATION_COLUMNS("c.") ", a.display_name, c.member_count";

constexpr SqlLiteral From = R"(
    FROM conversation c
    JOIN account a ON a.id = c.created_by
    WHERE c.kind = 1 AND )";

// All that is known of a group is looked up for those of the page alone.
constexpr SqlLiteral FromPage = R"(
    FROM (SELECT c.id FROM conversation c LEFT JOIN account a ON a.id = c.created_by
          WHERE c.kind = 1 AND )";

constexpr SqlLiteral WithOwners = R"() page
    )" LINNET_JOIN_AFTER R"( conversation c ON c.id = page.id
    )" LINNET_JOIN_AFTER R"( account a ON a.id = c.created_by
    ORDER BY )";

GroupView viewOf(const SqlRow &row)
{
    return {toConversation(row), row.text(ConversationColumns),
            row.number(ConversationColumns + 1)};
}

} // namespace

Result<GroupView> SqlGroupListStore::find(ConversationId group)
{
    return required(
        Statement(m_connection, SqlText(Selected) + From + "c.id = ?").bind(group).one(viewOf),
        noSuchConversation());
}

Result<std::vector<GroupView>> SqlGroupListStore::list(const ListQuery &query)
{
    const OrderClause order = toOrder(query, Orders);
    const FilterClause wanted = toClause(query.filter, Columns);
    return Statement(m_connection,
                     SqlText(Selected) + FromPage + order.after.sql + " AND " + wanted.sql
                         + " ORDER BY " + order.by + " LIMIT ?" + WithOwners + order.by)
        .bind(order.after.values, wanted.values, query.limit)
        .fetch(viewOf);
}

Result<qint64> SqlGroupListStore::count(const Filter &filter)
{
    const FilterClause wanted = toClause(filter, Columns);
    const auto counted = Statement(m_connection, SqlText("SELECT count(*)") + From + wanted.sql)
                             .bind(wanted.values)
                             .one([](const SqlRow &row) { return row.integer(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

} // namespace linnet
