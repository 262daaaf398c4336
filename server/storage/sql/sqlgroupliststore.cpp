// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlgroupliststore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/filterclause.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

#define LINNET_MEMBER_COUNT                                                                        \
    "(SELECT count(*) FROM member mb WHERE mb.conversation_id = c.id AND mb.left_seq IS NULL)"

constexpr FilterColumn Columns[] = {
    {QLatin1String("title"), "c.title"},
    {QLatin1String("id"), "c.id"},
    {QLatin1String("owner"), "a.display_name"},
    {QLatin1String("owner_id"), "c.created_by"},
    {QLatin1String("state"), "CASE WHEN " LINNET_MEMBER_COUNT R"( = 0 THEN 'dissolved'
                                   WHEN c.frozen_at IS NOT NULL THEN 'frozen'
                                   ELSE 'active' END)"},
    {QLatin1String("members"), LINNET_MEMBER_COUNT},
    {QLatin1String("messages"), "c.last_seq"},
    {QLatin1String("created"), "c.created_at"},
    {QLatin1String("updated"), "c.updated_at"},
};

constexpr SqlLiteral Selected =
    "SELECT " LINNET_CONVERSATION_COLUMNS("c.") ", a.display_name, " LINNET_MEMBER_COUNT;

constexpr SqlLiteral From = R"(
    FROM conversation c
    JOIN account a ON a.id = c.created_by
    WHERE c.kind = 1 AND )";

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

Result<std::vector<GroupView>> SqlGroupListStore::list(const GroupListQuery &query)
{
    const FilterClause wanted = toClause(query.filter, Columns);
    return Statement(m_connection,
                     SqlText(Selected) + From + "c.id < ? AND " + wanted.sql
                         + " ORDER BY c.id DESC LIMIT ?")
        .bind(query.before, wanted.values, query.limit)
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
