// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/snapshot.h"

#include "common/domain/backup.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/migration.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/sqlconnection.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"
#include "server/storage/sql/storagefailure.h"

#include <QFile>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int BlobsAtOnce = 500;

//! Opening would make one that is missing.
Result<std::unique_ptr<SqlConnection>> openExisting(const QString &database)
{
    if (!QFile::exists(database))
        return Error{Error::Kind::NotFound, "database_not_found"_L1, u"There is no database."_s,
                     database};
    return SqlConnection::open({database});
}

Result<int> schemaOf(SqlConnection &connection)
{
    const auto schema = Statement(connection, "SELECT max(version) FROM schema_migration")
                            .one([](const SqlRow &row) { return row.number(0); });
    if (!schema)
        return schema.error();
    return schema->value_or(0);
}

Result<> checkSchema(SqlConnection &connection)
{
    const auto schema = schemaOf(connection);
    if (!schema)
        return schema.error();
    if (*schema == knownSchema())
        return {};
    return Error{Error::Kind::Conflict, "schema_differs"_L1,
                 u"The database has schema %1, and this Linnet has %2. Back it up with the Linnet "
                 "that last served it, or bring it up to date with linnetd migrate."_s.arg(*schema)
                     .arg(knownSchema())};
}

//! \return whether files can be marked as removed there: older backups know of none.
Result<bool> knowsRemovals(SqlConnection &connection)
{
    const auto column =
        Statement(connection, "SELECT 1 FROM pragma_table_info('media') WHERE name = 'removed_at'")
            .one([](const SqlRow &row) { return row.integer(0) == 1; });
    if (!column)
        return column.error();
    return column->has_value();
}

Error interrupted()
{
    return {Error::Kind::Unavailable, "interrupted"_L1, u"Interrupted."_s};
}

Result<> removeBackupJobs(const QString &snapshot)
{
    const auto connection = SqlConnection::open({snapshot});
    if (!connection)
        return connection.error();
    const auto removed = Statement(**connection, "DELETE FROM job WHERE kind = ?")
                             .bind(QString(BackupJobKind))
                             .run();
    if (!removed)
        return removed.error();
    return done(Statement(**connection, "DELETE FROM backup WHERE state = ?")
                    .bind(toCode(Backup::State::UnderWay))
                    .run());
}

} // namespace

Result<> takeSnapshot(const QString &database, const QString &snapshot, const std::stop_token &stop)
{
    {
        const auto connection = openExisting(database);
        if (!connection)
            return connection.error();
        if (const auto checked = checkSchema(**connection); !checked)
            return checked.error();
        // An interruption would be lost between the statements that VACUUM consists of.
        (*connection)->endWith(stop);
        const auto written = done(Statement(**connection, "VACUUM INTO ?").bind(snapshot).run());
        if (!written)
            return stop.stop_requested() ? interrupted() : written.error();
    }
    return removeBackupJobs(snapshot);
}

Result<DatabaseFacts> readFacts(const QString &database)
{
    const auto connection = openExisting(database);
    if (!connection)
        return connection.error();
    const auto schema = schemaOf(**connection);
    if (!schema)
        return schema.error();
    const auto rows =
        Statement(**connection, R"(
        SELECT 'account', count(*) FROM account UNION ALL
        SELECT 'session', count(*) FROM session UNION ALL
        SELECT 'conversation', count(*) FROM conversation UNION ALL
        SELECT 'message', count(*) FROM message UNION ALL
        SELECT 'media', count(*) FROM media UNION ALL
        SELECT 'audit', count(*) FROM audit)")
            .fetch([](const SqlRow &row) { return std::pair(row.text(0), row.integer(1)); });
    if (!rows)
        return rows.error();
    return DatabaseFacts{*schema, {rows->begin(), rows->end()}};
}

Result<> outrunCursors(const QString &database, Timestamp now)
{
    const auto connection = openExisting(database);
    if (!connection)
        return connection.error();
    return done(Statement(**connection, R"(
        UPDATE conversation
        SET last_change = )" LINNET_GREATER_OF("last_change + 1", "?"))
                    .bind(now)
                    .run());
}

int knownSchema()
{
    return sqliteMigrations().back().version;
}

Result<std::unique_ptr<BlobListing>> BlobListing::open(const QString &snapshot,
                                                       const QString &scratch)
{
    auto connection = openExisting(snapshot);
    if (!connection)
        return connection.error();
    const auto attached = done(Statement(**connection, "ATTACH ? AS listing").bind(scratch).run());
    if (!attached)
        return attached.error();
    const auto isMarked = knowsRemovals(**connection);
    if (!isMarked)
        return isMarked.error();
    const QString kept = *isMarked ? u"removed_at IS NULL"_s : u"TRUE"_s;
    const auto listed = (*connection)->execute(uR"(
        PRAGMA listing.journal_mode = OFF;
        CREATE TABLE listing.blob (sha256 BLOB PRIMARY KEY) WITHOUT ROWID;
        INSERT OR IGNORE INTO listing.blob SELECT sha256 FROM media WHERE %1;
        INSERT OR IGNORE INTO listing.blob
            SELECT thumbnail_sha256 FROM media
            WHERE thumbnail_sha256 IS NOT NULL AND %1)"_s.arg(kept));
    if (!listed)
        return listed.error();
    return std::unique_ptr<BlobListing>(new BlobListing(std::move(*connection)));
}

BlobListing::BlobListing(std::unique_ptr<SqlConnection> connection)
    : m_connection(std::move(connection))
{}

BlobListing::~BlobListing() = default;

Result<std::vector<QByteArray>> BlobListing::next()
{
    auto page = Statement(*m_connection, R"(
        SELECT sha256 FROM listing.blob WHERE sha256 > ? ORDER BY sha256 LIMIT ?)")
                    .bind(m_last, BlobsAtOnce)
                    .fetch([](const SqlRow &row) { return row.bytes(0); });
    if (page && !page->empty())
        m_last = page->back();
    return page;
}

} // namespace linnet
