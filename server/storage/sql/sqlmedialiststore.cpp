// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmedialiststore.h"

#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/mediause.h"
#include "server/storage/sql/orderclause.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

constexpr FilterColumn Columns[] = {
    {QLatin1String("name"), "f.original_name"},
    {QLatin1String("id"), "f.id"},
    {QLatin1String("owner"), "o.display_name"},
    {QLatin1String("owner_id"), "f.owner_id"},
    {QLatin1String("type"), "CAST(f.content_type AS TEXT)"},
    {QLatin1String("size"), "f.size"},
    {QLatin1String("created"), "f.created_at"},
    {QLatin1String("unused"), LINNET_FILE_IS_UNUSED("f.")},
    {QLatin1String("pinned"), LINNET_FILE_IS_PINNED("f.")},
    {QLatin1String("state"), "CASE WHEN f.removed_at IS NULL THEN 'kept' ELSE 'removed' END"},
    {QLatin1String("removed"), "f.removed_at"},
};

constexpr OrderColumn Orders[] = {
    {QLatin1String("created"), "f.id"},
    {QLatin1String("size"), "f.size"},
    {QLatin1String("name"), LINNET_FOLDED("f.original_name")},
};

constexpr SqlLiteral Selected = R"(
    SELECT f.id, f.owner_id, o.display_name, f.original_name, f.content_type, f.size, f.width,
           f.height, f.created_at, )" LINNET_FILE_IS_UNUSED("f.") ", " LINNET_FILE_IS_PINNED(
    "f.") ", f.removed_at, f.removal";

constexpr SqlLiteral From = R"(
    FROM media f
    JOIN account o ON o.id = f.owner_id
    WHERE )";

// All that is known of a file is looked up for those of the page alone.
constexpr SqlLiteral FromPage = R"(
    FROM (SELECT f.id FROM media f LEFT JOIN account o ON o.id = f.owner_id WHERE )";

constexpr SqlLiteral WithOwners = R"() page
    )" LINNET_JOIN_AFTER R"( media f ON f.id = page.id
    )" LINNET_JOIN_AFTER R"( account o ON o.id = f.owner_id
    ORDER BY )";

MediaView viewOf(const SqlRow &row)
{
    MediaView view{.id = row.id<MediaId>(0),
                   .owner = row.id<UserId>(1),
                   .ownerName = row.text(2),
                   .originalName = row.text(3),
                   .contentType = row.bytes(4),
                   .size = row.integer(5),
                   .width = row.number(6),
                   .height = row.number(7),
                   .createdAt = row.time(8),
                   .isUnused = row.integer(9) != 0,
                   .isPinned = row.integer(10) != 0,
                   .removal = {}};
    if (const auto at = row.optionalTime(11))
        view.removal = MediaRemoval{*at, fromCode<MediaRemoval::Why>(row.number(12))};
    return view;
}

//! Of each file that can be read: what it is counted by, what that is called, id, sum and size.
SqlLiteral filesBy(UsageBy by)
{
    switch (by) {
    case UsageBy::User:
        return R"(
            SELECT f.owner_id AS key, f.id, f.sha256, f.size FROM media f
            WHERE f.removed_at IS NULL AND ? IS NOT NULL)";
    case UsageBy::Conversation: // A file that was sent there twice is one.
        return R"(
            SELECT DISTINCT m.conversation_id AS key, f.id, f.sha256, f.size
            FROM media f
            LEFT JOIN message m ON m.media_url <> '' AND m.media_file = CAST(f.name AS TEXT)
            WHERE f.removed_at IS NULL AND ? IS NOT NULL)";
    case UsageBy::Type:
        return R"(
            SELECT CAST(f.content_type AS TEXT) AS key, f.id, f.sha256, f.size FROM media f
            WHERE f.removed_at IS NULL AND ? IS NOT NULL)";
    case UsageBy::Age:
        return R"(
            SELECT CASE WHEN f.days < 1 THEN '<1d'
                        WHEN f.days < 7 THEN '1d-7d'
                        WHEN f.days < 30 THEN '7d-30d'
                        WHEN f.days < 90 THEN '30d-90d'
                        WHEN f.days < 365 THEN '90d-365d'
                        ELSE '>365d' END AS key, f.id, f.sha256, f.size
            FROM (SELECT id, sha256, size, (? - created_at) / 86400000 AS days
                  FROM media WHERE removed_at IS NULL) f)";
    }
    Q_UNREACHABLE();
}

SqlLiteral labelBy(UsageBy by)
{
    switch (by) {
    case UsageBy::User:
        return "(SELECT display_name FROM account WHERE id = key)";
    case UsageBy::Conversation:
        return "(SELECT title FROM conversation WHERE id = key)";
    case UsageBy::Type:
    case UsageBy::Age:
        return "NULL";
    }
    Q_UNREACHABLE();
}

//! \brief A share, and what all shares take together.
struct ShareOfAll
{
    MediaShare share;
    MediaShare all;
    qint64 count = 0; //!< Of all shares.
};

ShareOfAll shareOf(const SqlRow &row)
{
    return {.share = {.key = row.text(0),
                      .label = row.text(1),
                      .files = row.integer(2),
                      .namedBytes = row.integer(3),
                      .storedBytes = row.integer(4)},
            .all = {.key = {},
                    .label = {},
                    .files = row.integer(5),
                    .namedBytes = row.integer(6),
                    .storedBytes = row.integer(7)},
            .count = row.integer(8)};
}

} // namespace

Result<std::vector<MediaView>> SqlMediaListStore::list(const ListQuery &query)
{
    const OrderClause order = toOrder(query, Orders);
    const FilterClause wanted = toClause(query.filter, Columns);
    return Statement(m_connection,
                     SqlText(Selected) + FromPage + order.after.sql + " AND " + wanted.sql
                         + " ORDER BY " + order.by + " LIMIT ?" + WithOwners + order.by)
        .bind(order.after.values, wanted.values, query.limit)
        .fetch(viewOf);
}

Result<qint64> SqlMediaListStore::count(const Filter &filter)
{
    const FilterClause wanted = toClause(filter, Columns);
    const auto counted = Statement(m_connection, SqlText("SELECT count(*)") + From + wanted.sql)
                             .bind(wanted.values)
                             .one([](const SqlRow &row) { return row.integer(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

Result<MediaTotals> SqlMediaListStore::totals()
{
    const auto totals = Statement(m_connection, R"(
        SELECT sum(files), sum(files * size), sum(size),
               (SELECT count(DISTINCT thumbnail_sha256) FROM media
                WHERE thumbnail_sha256 IS NOT NULL AND removed_at IS NULL),
               (SELECT count(*) FROM media WHERE removed_at IS NOT NULL)
        FROM (SELECT count(*) AS files, max(size) AS size FROM media
              WHERE removed_at IS NULL GROUP BY sha256) content)")
                            .one([](const SqlRow &row) {
                                return MediaTotals{.files = row.integer(0),
                                                   .namedBytes = row.integer(1),
                                                   .storedBytes = row.integer(2),
                                                   .thumbnails = row.integer(3),
                                                   .removed = row.integer(4)};
                            });
    if (!totals)
        return totals.error();
    return totals->value_or(MediaTotals());
}

Result<MediaUsage> SqlMediaListStore::usage(UsageBy by, Timestamp now, int limit)
{
    const auto rows = Statement(m_connection,
                                SqlText("WITH file AS (") + filesBy(by) + R"(), part AS (
            SELECT key, count(*) AS files, sum(size) AS named, max(size) AS stored
            FROM file GROUP BY key, sha256), share AS (
            SELECT key, sum(files) AS files, sum(named) AS named, sum(stored) AS stored
            FROM part GROUP BY key), place AS (
            SELECT key, files, named, stored, sum(files) OVER () AS all_files,
                   sum(named) OVER () AS all_named, sum(stored) OVER () AS all_stored,
                   count(*) OVER () AS shares
            FROM share ORDER BY stored DESC, key LIMIT ?)
        SELECT key, )" + labelBy(by) + R"(, files, named, stored, all_files, all_named, all_stored,
               shares
        FROM place ORDER BY stored DESC, key)")
                          .bind(now, limit)
                          .fetch(shareOf);
    if (!rows)
        return rows.error();
    MediaUsage usage;
    for (const ShareOfAll &row : *rows) {
        if (usage.shares.empty()) {
            usage.rest = row.all;
            usage.restCount = row.count;
        }
        usage.rest.files -= row.share.files;
        usage.rest.namedBytes -= row.share.namedBytes;
        usage.rest.storedBytes -= row.share.storedBytes;
        --usage.restCount;
        usage.shares.push_back(row.share);
    }
    return usage;
}

} // namespace linnet
