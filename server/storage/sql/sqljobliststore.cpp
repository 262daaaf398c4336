// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqljobliststore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/filterclause.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

constexpr FilterColumn Columns[] = {
    {QLatin1String("id"), "id"},
    {QLatin1String("kind"), "kind"},
    {QLatin1String("state"), R"(CASE state WHEN 0 THEN 'pending' WHEN 1 THEN 'running'
                                           WHEN 2 THEN 'done' ELSE 'dead' END)"},
    {QLatin1String("attempts"), "attempts"},
    {QLatin1String("error"), "last_error"},
    {QLatin1String("due"), "CASE WHEN state < 2 THEN run_after END"},
    {QLatin1String("created"), "created_at"},
    {QLatin1String("updated"), "updated_at"},
};

constexpr SqlLiteral Selected = R"(
    SELECT id, kind, state, attempts, run_after, last_error, created_at, updated_at, node
    FROM job WHERE )";

//! \brief An order, and what comes after a place in it.
struct OrderSql
{
    SqlLiteral by;
    SqlLiteral after;
};

// As JobOrder::By; ids are as old as what they name.
constexpr OrderSql Rising[] = {
    {"id", "id > ?"},
    {"run_after, id", "(run_after, id) > (?, ?)"},
    {"updated_at, id", "(updated_at, id) > (?, ?)"},
};
constexpr OrderSql Falling[] = {
    {"id DESC", "id < ?"},
    {"run_after DESC, id DESC", "(run_after, id) < (?, ?)"},
    {"updated_at DESC, id DESC", "(updated_at, id) < (?, ?)"},
};

const OrderSql &sqlOf(JobOrder order)
{
    return (order.isDescending ? Falling : Rising)[size_t(order.by)];
}

//! \return what comes after the place before, as a condition.
FilterClause afterClause(const JobListQuery &query)
{
    if (!query.after)
        return {.sql = SqlText("TRUE")};
    FilterClause clause{.sql = SqlText(sqlOf(query.order).after)};
    const JobPlace &place = *query.after;
    if (query.order.by != JobOrder::By::Created) {
        const bool isByDue = query.order.by == JobOrder::By::Due;
        const Timestamp time = isByDue ? place.dueAt : place.updatedAt;
        clause.values.emplace_back(qint64(time.time_since_epoch().count()));
    }
    clause.values.emplace_back(place.id.value());
    return clause;
}

JobView toView(const SqlRow &row)
{
    JobView view;
    view.job.id = row.id<JobId>(0);
    view.job.kind = row.text(1);
    view.job.state = fromCode<Job::State>(row.number(2));
    view.job.attempts = row.number(3);
    view.job.dueAt = row.time(4);
    view.job.lastError = row.text(5);
    view.job.createdAt = row.time(6);
    view.job.updatedAt = row.time(7);
    if (!row.isNull(8))
        view.node = row.number(8);
    return view;
}

} // namespace

Result<JobView> SqlJobListStore::find(JobId id)
{
    return required(Statement(m_connection, SqlText(Selected) + "id = ?").bind(id).one(toView),
                    noSuchJob());
}

Result<std::vector<JobView>> SqlJobListStore::list(const JobListQuery &query)
{
    const FilterClause after = afterClause(query);
    const FilterClause wanted = toClause(query.filter, Columns);
    return Statement(m_connection,
                     SqlText(Selected) + after.sql + " AND " + wanted.sql + " ORDER BY "
                         + sqlOf(query.order).by + " LIMIT ?")
        .bind(after.values, wanted.values, query.limit)
        .fetch(toView);
}

Result<qint64> SqlJobListStore::count(const Filter &filter)
{
    const FilterClause wanted = toClause(filter, Columns);
    const auto counted =
        Statement(m_connection, SqlText("SELECT count(*) FROM job WHERE ") + wanted.sql)
            .bind(wanted.values)
            .one([](const SqlRow &row) { return row.integer(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

} // namespace linnet
