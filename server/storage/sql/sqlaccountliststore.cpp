// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlaccountliststore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/erasurerow.h"
#include "server/storage/sql/filterclause.h"
#include "server/storage/sql/mergerrow.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/statement.h"
#include "server/storage/sql/suspensionrow.h"

namespace linnet {

namespace {

#define LINNET_LAST_SEEN "(SELECT max(s.last_seen_at) FROM session s WHERE s.account_id = a.id)"

constexpr FilterColumn Columns[] = {
    {QLatin1String("any"), R"(a.display_name || ' ' || coalesce(a.username, '') || ' '
                              || coalesce(a.phone, '') || ' ' || coalesce(a.email, ''))"},
    {QLatin1String("user"), "a.display_name"},
    {QLatin1String("name"), "a.display_name"},
    {QLatin1String("username"), "a.username"},
    {QLatin1String("phone"), "a.phone"},
    {QLatin1String("email"), "a.email"},
    {QLatin1String("id"), "a.id"},
    {QLatin1String("state"), R"(CASE WHEN e.erased_at IS NOT NULL THEN 'erased'
                                     WHEN e.requested_at IS NOT NULL THEN 'erasing'
                                     WHEN mp.state <> 2 THEN 'merging'
                                     WHEN mg.into_id IS NOT NULL THEN 'merged'
                                     WHEN su.suspended_at IS NULL THEN 'active'
                                     WHEN su.suspended_until <= (SELECT now FROM clock)
                                         THEN 'active'
                                     ELSE 'suspended' END)"},
    {QLatin1String("role"), R"(CASE a.staff_role WHEN 0 THEN 'none' WHEN 1 THEN 'auditor'
                                    WHEN 2 THEN 'moderator' WHEN 3 THEN 'admin'
                                    ELSE 'owner' END)"},
    {QLatin1String("verified"), "a.email_verified_at IS NOT NULL"},
    {QLatin1String("second_factor"), R"(EXISTS (SELECT 1 FROM authenticator t
                                                WHERE t.account_id = a.id
                                                  AND t.confirmed_at IS NOT NULL))"},
    {QLatin1String("created"), "a.created_at"},
    {QLatin1String("last_seen"), LINNET_LAST_SEEN},
    {QLatin1String("suspended"), "su.suspended_at"},
};

constexpr SqlLiteral Selected = "SELECT " LINNET_USER_COLUMNS(
    "a.") ", a.staff_role, " LINNET_LAST_SEEN
          ", " LINNET_SUSPENSION_COLUMNS("su.") ", " LINNET_ERASURE_COLUMNS(
              "e.") ", " LINNET_MERGER_COLUMNS("mg.") ", coalesce(mp.state, 2) <> 2";

// Not joined: a page is then read in the order of an index, and no further than it goes.
constexpr SqlLiteral WithClock = "WITH clock (now) AS (SELECT ?) ";

constexpr SqlLiteral From = R"(
    FROM account a
    LEFT JOIN suspension su ON su.account_id = a.id
    LEFT JOIN erasure e ON e.account_id = a.id
    LEFT JOIN merger mg ON mg.account_id = a.id
    LEFT JOIN merger_progress mp ON mp.account_id = a.id
    WHERE )";

AccountView viewOf(const SqlRow &row)
{
    constexpr int StaffRoleColumn = UserColumns;
    constexpr int LastSeen = StaffRoleColumn + 1;
    constexpr int SuspensionColumn = LastSeen + 1;
    constexpr int ErasureColumn = SuspensionColumn + SuspensionColumns;
    constexpr int MergerColumn = ErasureColumn + ErasureColumns;
    AccountView view{.user = toUser(row),
                     .role = fromCode<StaffRole>(row.number(StaffRoleColumn)),
                     .lastSeenAt = row.optionalTime(LastSeen)};
    if (!row.isNull(SuspensionColumn))
        view.suspension = toSuspension(row, SuspensionColumn);
    if (!row.isNull(ErasureColumn))
        view.erasure = toErasure(row, ErasureColumn);
    if (!row.isNull(MergerColumn))
        view.merger = toMerger(row, MergerColumn);
    view.isMerging = row.number(MergerColumn + MergerColumns) != 0;
    return view;
}

//! \brief What comes after a place, and how that is ordered.
struct Ordering
{
    SqlText after = SqlLiteral("TRUE");
    std::vector<SqlValue> values = {}; //!< Of its question marks.
    SqlLiteral by;
};

Ordering orderingOf(const AccountListQuery &query)
{
    switch (query.order) {
    case AccountOrder::Newest: {
        Ordering ordering{.by = " ORDER BY a.id DESC"};
        if (query.after) {
            ordering.after = SqlLiteral("a.id < ?");
            ordering.values = {query.after->id.value()};
        }
        return ordering;
    }
    case AccountOrder::Oldest: {
        Ordering ordering{.by = " ORDER BY a.id"};
        if (query.after) {
            ordering.after = SqlLiteral("a.id > ?");
            ordering.values = {query.after->id.value()};
        }
        return ordering;
    }
    case AccountOrder::Name:
        break;
    }
    // Of what a filter leaves, which few may fulfil, it is quicker to sort those than to look every
    // row up in the order of an index: the plus hides that.
    Ordering ordering{.by = query.filter.empty() ? SqlLiteral(" ORDER BY a.search_name, a.id")
                                                 : SqlLiteral(" ORDER BY +a.search_name, a.id")};
    if (query.after) {
        ordering.after = SqlLiteral("(a.search_name, a.id) > (?, ?)");
        ordering.values = {query.after->name, query.after->id.value()};
    }
    return ordering;
}

} // namespace

Result<AccountView> SqlAccountListStore::find(UserId user)
{
    return required(
        Statement(m_connection, SqlText(Selected) + From + "a.id = ?").bind(user).one(viewOf),
        noSuchUser());
}

Result<std::vector<AccountView>> SqlAccountListStore::list(const AccountListQuery &query)
{
    const FilterClause wanted = toClause(query.filter, Columns);
    const Ordering ordering = orderingOf(query);
    return Statement(m_connection,
                     SqlText(WithClock) + Selected + From + ordering.after + " AND " + wanted.sql
                         + ordering.by + " LIMIT ?")
        .bind(query.now, ordering.values, wanted.values, query.limit)
        .fetch(viewOf);
}

Result<qint64> SqlAccountListStore::count(const Filter &filter, Timestamp now)
{
    const FilterClause wanted = toClause(filter, Columns);
    const auto counted =
        Statement(m_connection, SqlText(WithClock) + "SELECT count(*)" + From + wanted.sql)
            .bind(now, wanted.values)
            .one([](const SqlRow &row) { return row.integer(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

} // namespace linnet
