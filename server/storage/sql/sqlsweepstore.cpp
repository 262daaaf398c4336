// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlsweepstore.h"

#include "server/storage/sql/mediarow.h"
#include "server/storage/sql/mediause.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

#include <QJsonDocument>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

#define LINNET_SWEEP_COLUMNS                                                                       \
    "number, state, dry_run, rules, requested_by, requested_at, ended_at, step, step_done, "       \
    "findings, problem"

// With the time before which a file must have been uploaded, in place of the question mark.
#define LINNET_FILE_IS_ABANDONED(f) "(" f "created_at < ? AND " LINNET_FILE_IS_UNUSED(f) ")"

QString toText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject objectIn(const SqlRow &row, int column)
{
    return QJsonDocument::fromJson(row.bytes(column)).object();
}

Sweep toSweep(const SqlRow &row)
{
    return {.number = row.integer(0),
            .state = fromCode<Sweep::State>(row.number(1)),
            .mode = fromCode<Sweep::Mode>(row.number(2)),
            .rules = sweepRules(objectIn(row, 3)),
            .requestedBy = row.text(4),
            .requestedAt = row.time(5),
            .endedAt = row.optionalTime(6),
            .progress = {row.text(7), row.integer(8)},
            .findings = sweepFindings(objectIn(row, 9)),
            .problem = row.text(10)};
}

Error missing()
{
    return {Error::Kind::NotFound, "sweep_not_found"_L1, u"Sweep not found"_s};
}

bool isThere(const SqlRow &)
{
    return true;
}

Result<bool> anyRow(const Result<std::optional<bool>> &row)
{
    if (!row)
        return row.error();
    return row->has_value();
}

} // namespace

Result<Sweep> SqlSweepStore::find(qint64 number)
{
    return required(
        Statement(m_connection, "SELECT " LINNET_SWEEP_COLUMNS " FROM sweep WHERE number = ?")
            .bind(number)
            .one(toSweep),
        missing());
}

Result<qint64> SqlSweepStore::add(const Sweep &sweep)
{
    return required(Statement(m_connection, R"(
        INSERT INTO sweep (state, dry_run, rules, requested_by, requested_at, step, step_done,
                           findings, problem)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        RETURNING number)")
                        .bind(toCode(sweep.state), toCode(sweep.mode), toText(toJson(sweep.rules)),
                              sweep.requestedBy, sweep.requestedAt, sweep.progress.step,
                              sweep.progress.done, toText(toJson(sweep.findings)), sweep.problem)
                        .one([](const SqlRow &row) { return row.integer(0); }),
                    missing());
}

Result<> SqlSweepStore::update(const Sweep &sweep)
{
    return done(Statement(m_connection, R"(
        UPDATE sweep SET state = ?, ended_at = ?, step = ?, step_done = ?, findings = ?, problem = ?
        WHERE number = ?)")
                    .bind(toCode(sweep.state), sweep.endedAt, sweep.progress.step,
                          sweep.progress.done, toText(toJson(sweep.findings)), sweep.problem,
                          sweep.number)
                    .run());
}

Result<std::vector<Sweep>> SqlSweepStore::list(int limit, qint64 before)
{
    return Statement(m_connection, "SELECT " LINNET_SWEEP_COLUMNS R"(
        FROM sweep WHERE number < ? ORDER BY number DESC LIMIT ?)")
        .bind(before, limit)
        .fetch(toSweep);
}

Result<std::optional<Timestamp>> SqlSweepStore::lastForReal()
{
    return Statement(m_connection, R"(
        SELECT requested_at FROM sweep WHERE dry_run = 0 ORDER BY number DESC LIMIT 1)")
        .one([](const SqlRow &row) { return row.time(0); });
}

Result<std::vector<Media>> SqlSweepStore::listFiles(const MediaPlace &after, int limit)
{
    return Statement(m_connection, "SELECT " LINNET_MEDIA_COLUMNS("f.") R"(
        FROM media f WHERE (f.created_at, f.id) > (?, ?) ORDER BY f.created_at, f.id LIMIT ?)")
        .bind(after.createdAt, after.id, limit)
        .fetch(toMedia);
}

Result<bool> SqlSweepStore::isUnused(MediaId id, Timestamp uploadedBefore)
{
    return anyRow(
        Statement(m_connection,
                  "SELECT 1 FROM media f WHERE f.id = ? AND " LINNET_FILE_IS_ABANDONED("f."))
            .bind(id, uploadedBefore)
            .one(isThere));
}

Result<std::vector<Media>> SqlSweepStore::listRemovable(const MediaPlace &after,
                                                        Timestamp uploadedBefore, int limit)
{
    return Statement(m_connection, "SELECT " LINNET_MEDIA_COLUMNS("f.") R"(
        FROM media f
        WHERE (f.created_at, f.id) > (?, ?) AND f.removed_at IS NULL
          AND NOT )" LINNET_FILE_IS_PINNED("f.") " AND NOT " LINNET_FILE_IS_ABANDONED("f.") R"(
        ORDER BY f.created_at, f.id LIMIT ?)")
        .bind(after.createdAt, after.id, uploadedBefore, limit)
        .fetch(toMedia);
}

Result<bool> SqlSweepStore::isRemovable(MediaId id)
{
    return anyRow(Statement(m_connection, R"(
        SELECT 1 FROM media f
        WHERE f.id = ? AND f.removed_at IS NULL AND NOT )" LINNET_FILE_IS_PINNED("f."))
                      .bind(id)
                      .one(isThere));
}

Result<qint64> SqlSweepStore::usedBytes(Timestamp uploadedBefore)
{
    const auto bytes = Statement(m_connection, R"(
        SELECT sum(size)
        FROM (SELECT max(f.size) AS size FROM media f
              WHERE f.removed_at IS NULL AND NOT )" LINNET_FILE_IS_ABANDONED("f.") R"(
              GROUP BY f.sha256) content)")
                           .bind(uploadedBefore)
                           .one([](const SqlRow &row) { return row.integer(0); });
    if (!bytes)
        return bytes.error();
    return bytes->value_or(0);
}

Result<bool> SqlSweepStore::wouldFree(const Media &file, Timestamp uploadedBefore)
{
    const auto isAbandoned = isUnused(file.id, uploadedBefore);
    if (!isAbandoned)
        return isAbandoned.error();
    const auto kept = Statement(m_connection, R"(
        SELECT 1 FROM media f
        WHERE f.sha256 = ? AND f.removed_at IS NULL AND f.id <> ?
          AND CASE WHEN )" LINNET_FILE_IS_ABANDONED("f.") R"(
                   THEN ? AND (f.created_at, f.id) > (?, ?)
                   ELSE ? OR (f.created_at, f.id) > (?, ?) OR )" LINNET_FILE_IS_PINNED("f.") R"( END
        LIMIT 1)")
                          .bind(file.sha256, file.id, uploadedBefore, *isAbandoned, file.createdAt,
                                file.id, *isAbandoned, file.createdAt, file.id)
                          .one(isThere);
    const auto isKept = anyRow(kept);
    if (!isKept)
        return isKept.error();
    return !file.removal && !*isKept;
}

Result<> SqlSweepStore::markRemoved(MediaId id, const MediaRemoval &removal)
{
    return done(Statement(m_connection, "UPDATE media SET removed_at = ?, removal = ? WHERE id = ?")
                    .bind(removal.at, toCode(removal.why), id)
                    .run());
}

} // namespace linnet
