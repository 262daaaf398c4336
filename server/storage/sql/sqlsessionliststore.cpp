// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlsessionliststore.h"

#include "server/storage/sql/filterclause.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/sessionrow.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

constexpr FilterColumn Columns[] = {
    {QLatin1String("user"), "a.display_name"},
    {QLatin1String("user_id"), "s.account_id"},
    {QLatin1String("id"), "s.id"},
    {QLatin1String("state"), R"(CASE WHEN s.revoked_at IS NOT NULL THEN 'revoked'
                                     WHEN s.expires_at > clock.now THEN 'active'
                                     ELSE 'expired' END)"},
    {QLatin1String("device"), "s.device"},
    {QLatin1String("client"), "s.client_name"},
    {QLatin1String("agent"), "s.user_agent"},
    {QLatin1String("dialect"), "s.dialect"},
    {QLatin1String("address"), "s.address"},
    {QLatin1String("created"), "s.created_at"},
    {QLatin1String("last_seen"), "s.last_seen_at"},
    {QLatin1String("expires"), "s.expires_at"},
    {QLatin1String("ended"), "s.revoked_at"},
    {QLatin1String("ended_by"), "s.revoked_by"},
};

// The newest first is by falling id: ids are as old as what they name.
constexpr SqlLiteral From = R"(
    FROM (SELECT ? AS now) AS clock
    CROSS JOIN session s
    JOIN account a ON a.id = s.account_id
    WHERE s.id < ? AND )";

SessionView viewOf(const SqlRow &row)
{
    return {toSession(row), row.text(SessionColumns)};
}

} // namespace

Result<std::vector<SessionView>> SqlSessionListStore::list(const SessionListQuery &query)
{
    const FilterClause wanted = toClause(query.filter, Columns);
    return Statement(m_connection,
                     SqlText("SELECT " LINNET_SESSION_COLUMNS("s.") ", a.display_name") + From
                         + wanted.sql + " ORDER BY s.id DESC LIMIT ?")
        .bind(query.now, query.before, wanted.values, query.limit)
        .fetch(viewOf);
}

Result<qint64> SqlSessionListStore::count(const SessionListQuery &query)
{
    const FilterClause wanted = toClause(query.filter, Columns);
    const auto counted = Statement(m_connection, SqlText("SELECT count(*)") + From + wanted.sql)
                             .bind(query.now, query.before, wanted.values)
                             .one([](const SqlRow &row) { return row.integer(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

} // namespace linnet
