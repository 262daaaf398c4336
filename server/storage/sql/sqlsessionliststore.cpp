// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlsessionliststore.h"

#include "server/storage/sql/filterclause.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/sessionrow.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

#include <algorithm>

namespace linnet {

namespace {

constexpr FilterColumn Columns[] = {
    // Names are looked through once, and not for each session. The plus has sessions gone through
    // in the order that they are wanted in: who ends many by a name goes on where they were.
    {QLatin1String("user"), "u.display_name",
     "+s.account_id IN (SELECT u.id FROM account u WHERE "},
    {QLatin1String("user_id"), "s.account_id"},
    {QLatin1String("id"), "s.id"},
    {QLatin1String("state"), R"(CASE WHEN s.revoked_at IS NOT NULL THEN 'revoked'
                                     WHEN s.expires_at > ?1 THEN 'active'
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

// The time is the first value, wherever it is needed: a table of it would cost every list a sort.
constexpr SqlLiteral Where = " WHERE ?1 IS NOT NULL AND ";

constexpr SqlLiteral Selected = "SELECT " LINNET_SESSION_COLUMNS("s.") ", a.display_name";

// Whose they are is looked up for the sessions of the page alone.
constexpr SqlLiteral BySession = " FROM (SELECT " LINNET_SESSION_COLUMNS("s.") " FROM session s";
constexpr SqlLiteral WithNames =
    ") s " LINNET_JOIN_AFTER " account a ON a.id = s.account_id ORDER BY ";

// By the name of whose they are. What is gone through first decides which index gives the order.
constexpr SqlLiteral ByAccount =
    " FROM account a " LINNET_JOIN_AFTER " session s ON a.id = s.account_id";
constexpr SqlLiteral Joined = " FROM session s JOIN account a ON a.id = s.account_id";

//! \brief An order, and what comes after a place in it.
struct OrderSql
{
    SqlLiteral by;
    SqlLiteral sorted; //!< The same, and no index gives it: the plus hides it from SQLite.
    SqlLiteral after;
};

// As SessionOrder::By; ids are as old as what they name.
constexpr OrderSql Rising[] = {
    {"s.id", "s.id", "s.id > ?"},
    {"s.last_seen_at, s.id", LINNET_SORTED("s.last_seen_at, s.id"),
     "(s.last_seen_at, s.id) > (?, ?)"},
    {"coalesce(s.revoked_at, s.expires_at), s.id",
     LINNET_SORTED("coalesce(s.revoked_at, s.expires_at), s.id"),
     "(coalesce(s.revoked_at, s.expires_at), s.id) > (?, ?)"},
    {LINNET_FOLDED("a.display_name") ", s.id",
     LINNET_SORTED(LINNET_FOLDED("a.display_name")) ", s.id",
     "(" LINNET_FOLDED("a.display_name") ", s.id) > (?, ?)"},
};
constexpr OrderSql Falling[] = {
    {"s.id DESC", "s.id DESC", "s.id < ?"},
    {"s.last_seen_at DESC, s.id DESC", LINNET_SORTED("s.last_seen_at DESC, s.id DESC"),
     "(s.last_seen_at, s.id) < (?, ?)"},
    {"coalesce(s.revoked_at, s.expires_at) DESC, s.id DESC",
     LINNET_SORTED("coalesce(s.revoked_at, s.expires_at) DESC, s.id DESC"),
     "(coalesce(s.revoked_at, s.expires_at), s.id) < (?, ?)"},
    {LINNET_FOLDED("a.display_name") " DESC, s.id DESC",
     LINNET_SORTED(LINNET_FOLDED("a.display_name")) " DESC, s.id DESC",
     "(" LINNET_FOLDED("a.display_name") ", s.id) < (?, ?)"},
};

//! \return whether \p filter finds many of all sessions, as far as can be told: those that are
//! active, or are not this or that. Then it is quickest to go through them in the order of an index
//! until there are enough; of what few fulfil, to sort those.
bool findsMany(const Filter &filter)
{
    return std::all_of(filter.begin(), filter.end(), [](const FilterCondition &condition) {
        if (condition.field != QLatin1String("state"))
            return condition.isNegated;
        const auto *const states = std::get_if<AnyExact>(&condition.value);
        return !condition.isNegated && states != nullptr
            && states->contains(nameOf(SessionState::Active));
    });
}

const OrderSql &sqlOf(SessionOrder order)
{
    return (order.isDescending ? Falling : Rising)[size_t(order.by)];
}

//! \return what comes after \p place, as a condition.
FilterClause afterClause(const std::optional<SessionPlace> &place, SessionOrder order)
{
    if (!place)
        return {.sql = SqlText("TRUE")};
    FilterClause clause{.sql = SqlText(sqlOf(order).after)};
    if (order.by == SessionOrder::By::UserName)
        clause.values.emplace_back(place->name);
    else if (order.by != SessionOrder::By::Created)
        clause.values.emplace_back(qint64(place->time.time_since_epoch().count()));
    clause.values.emplace_back(place->id.value());
    return clause;
}

SessionView viewOf(const SqlRow &row)
{
    return {toSession(row), row.text(SessionColumns)};
}

} // namespace

Result<std::vector<SessionView>> SqlSessionListStore::list(const SessionListQuery &query)
{
    const OrderSql &order = sqlOf(query.order);
    const bool isInOrder = findsMany(query.filter);
    const FilterClause after = afterClause(query.after, query.order);
    const FilterClause wanted = toClause(query.filter, Columns);
    const SqlText page = SqlText(Where) + after.sql + " AND " + wanted.sql + " ORDER BY "
        + (isInOrder ? order.by : order.sorted) + " LIMIT ?";
    const SqlText from = query.order.by == SessionOrder::By::UserName
        ? SqlText(isInOrder ? ByAccount : Joined) + page
        : SqlText(BySession) + page + WithNames + order.by;
    return Statement(m_connection, SqlText(Selected) + from)
        .bind(query.now, after.values, wanted.values, query.limit)
        .fetch(viewOf);
}

//! Every session is somebody's, so whose it is takes no part.
Result<qint64> SqlSessionListStore::count(const SessionListQuery &query)
{
    const FilterClause wanted = toClause(query.filter, Columns);
    const auto counted =
        Statement(m_connection, SqlText("SELECT count(*) FROM session s") + Where + wanted.sql)
            .bind(query.now, wanted.values)
            .one([](const SqlRow &row) { return row.integer(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

} // namespace linnet
