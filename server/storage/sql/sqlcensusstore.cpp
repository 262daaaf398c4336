// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlcensusstore.h"

#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

Census toCensus(const SqlRow &row)
{
    return {.schema = row.number(0),
            .databaseBytes = row.integer(1),
            .accounts = row.integer(2),
            .activeSessions = row.integer(3),
            .mediaFiles = row.integer(4),
            .mediaBytes = row.integer(5)};
}

} // namespace

Result<Census> SqlCensusStore::take(Timestamp now)
{
    const auto census = Statement(m_connection, R"(
        SELECT (SELECT max(version) FROM schema_migration),
               (SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()),
               (SELECT count(*) FROM account),
               (SELECT count(*) FROM session WHERE revoked_at IS NULL AND expires_at > ?),
               media.files, media.bytes
        FROM (SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes
              FROM (SELECT DISTINCT sha256, size FROM media)) AS media)")
                            .bind(now)
                            .one(toCensus);
    if (!census)
        return census.error();
    return census->value_or(Census());
}

} // namespace linnet
