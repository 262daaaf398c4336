// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlauditstore.h"

#include "server/storage/sql/orderclause.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

constexpr FilterColumn Columns[] = {
    {QLatin1String("number"), "number"},
    {QLatin1String("at"), "at"},
    {QLatin1String("actor"), "actor"},
    {QLatin1String("address"), "address"},
    {QLatin1String("request"), "request_id"},
    {QLatin1String("action"), "action"},
    {QLatin1String("target"), "target"},
    // Whom it was done to: alone, or beside others that are named together.
    {QLatin1String("user_id"), "CAST(whom.id AS BIGINT)", R"(EXISTS (SELECT 1 FROM (
        SELECT substr(target, 6) AS id WHERE target LIKE 'user:%'
        UNION ALL )" LINNET_TEXTS_OF("after", "users") ") whom WHERE "},
};

constexpr OrderColumn Orders[] = {
    {QLatin1String("number"), "number"},
    {QLatin1String("actor"), "actor"},
    {QLatin1String("action"), "action"},
    {QLatin1String("target"), "target"},
};

// Every SELECT below names its columns in this order.
AuditEntry entryOf(const SqlRow &row)
{
    return {.number = row.integer(0),
            .at = row.time(1),
            .actor = row.text(2),
            .address = row.text(3),
            .requestId = row.text(4),
            .action = row.text(5),
            .target = row.text(6),
            .before = row.text(7),
            .after = row.text(8),
            .hash = row.bytes(9)};
}

} // namespace

Result<AuditEntry> SqlAuditStore::append(AuditEntry entry)
{
    const auto last = list({.limit = 1});
    if (!last)
        return last.error();
    const AuditEntry previous = last->empty() ? AuditEntry() : last->front();
    entry.number = previous.number + 1;
    entry.hash = chainHash(previous.hash, entry);
    const auto added =
        done(Statement(m_connection, R"(
        INSERT INTO audit (number, at, actor, address, request_id, action, target, before, after, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?))")
                 .bind(entry.number, entry.at, entry.actor, entry.address, entry.requestId,
                       entry.action, entry.target, entry.before, entry.after, entry.hash)
                 .run());
    if (!added)
        return added.error();
    return entry;
}

Result<std::vector<AuditEntry>> SqlAuditStore::list(const ListQuery &query)
{
    const OrderClause order = toOrder(query, Orders);
    const FilterClause wanted = toClause(query.filter, Columns);
    return Statement(m_connection,
                     SqlText(R"(
        SELECT number, at, actor, address, request_id, action, target, before, after, hash
        FROM audit WHERE )")
                         + order.after.sql + " AND " + wanted.sql + " ORDER BY " + order.by
                         + " LIMIT ?")
        .bind(order.after.values, wanted.values, query.limit)
        .fetch(entryOf);
}

Result<qint64> SqlAuditStore::count(const Filter &filter)
{
    const FilterClause wanted = toClause(filter, Columns);
    const auto counted =
        Statement(m_connection, SqlText("SELECT count(*) FROM audit WHERE ") + wanted.sql)
            .bind(wanted.values)
            .one([](const SqlRow &row) { return row.integer(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

Result<std::vector<AuditEntry>> SqlAuditStore::listOf(const QString &action, int limit,
                                                      qint64 before)
{
    return Statement(m_connection, R"(
        SELECT number, at, actor, address, request_id, action, target, before, after, hash
        FROM audit WHERE action = ? AND number < ? ORDER BY number DESC LIMIT ?)")
        .bind(action, before, limit)
        .fetch(entryOf);
}

Result<std::vector<AuditEntry>> SqlAuditStore::listAfter(qint64 number, int limit)
{
    return Statement(m_connection, R"(
        SELECT number, at, actor, address, request_id, action, target, before, after, hash
        FROM audit WHERE number > ? ORDER BY number LIMIT ?)")
        .bind(number, limit)
        .fetch(entryOf);
}

//! Looks no further than the first entry that stays: times have no index.
Result<std::optional<AuditEntry>> SqlAuditStore::lastFromBefore(Timestamp time)
{
    return Statement(m_connection, R"(
        SELECT number, at, actor, address, request_id, action, target, before, after, hash
        FROM audit
        WHERE number < (SELECT number FROM audit
                        WHERE at >= ? OR number = (SELECT max(number) FROM audit)
                        ORDER BY number LIMIT 1)
        ORDER BY number DESC LIMIT 1)")
        .bind(time)
        .one(entryOf);
}

Result<std::optional<AuditCheckpoint>> SqlAuditStore::checkpoint()
{
    return Statement(m_connection, R"(
        SELECT number, hash, at FROM audit_checkpoint ORDER BY number DESC LIMIT 1)")
        .one([](const SqlRow &row) {
            return AuditCheckpoint{row.integer(0), row.bytes(1), row.time(2)};
        });
}

Result<> SqlAuditStore::addCheckpoint(const AuditCheckpoint &checkpoint)
{
    return done(Statement(m_connection, R"(
        INSERT INTO audit_checkpoint (number, hash, at) VALUES (?, ?, ?))")
                    .bind(checkpoint.number, checkpoint.hash, checkpoint.at)
                    .run());
}

Result<int> SqlAuditStore::removeCut(int limit)
{
    return Statement(m_connection, R"(
        DELETE FROM audit WHERE number IN (
            SELECT number FROM audit
            WHERE number <= (SELECT max(number) FROM audit_checkpoint)
            ORDER BY number LIMIT ?))")
        .bind(limit)
        .run();
}

} // namespace linnet
