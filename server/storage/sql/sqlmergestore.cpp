// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmergestore.h"

#include "server/storage/sql/mergeforecast.h"
#include "server/storage/sql/mergerrow.h"
#include "server/storage/sql/mergestepper.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

UserId userIdOf(const SqlRow &row)
{
    return row.id<UserId>(0);
}

Merger mergerOf(const SqlRow &row)
{
    return toMerger(row);
}

QString toText(const QJsonDocument &document)
{
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

constexpr const char *TallyNames[] = {"identifiers", "conversations", "messages", "files",
                                      "friends",     "blocks",        "stars",    "notifications",
                                      "sessions",    "reports"};

QJsonObject tallyOf(const SqlRow &row)
{
    QJsonObject tally;
    for (int column = 0; const char *name : TallyNames)
        tally[QLatin1String(name)] = row.integer(column++);
    return tally;
}

} // namespace

Result<std::optional<Merger>> SqlMergeStore::find(UserId user)
{
    return Statement(m_connection,
                     "SELECT " LINNET_MERGER_COLUMNS("") " FROM merger WHERE account_id = ?")
        .bind(user)
        .one(mergerOf);
}

Result<std::vector<Merger>> SqlMergeStore::list()
{
    return Statement(m_connection,
                     "SELECT " LINNET_MERGER_COLUMNS("") " FROM merger ORDER BY account_id")
        .fetch(mergerOf);
}

Result<std::vector<UserId>> SqlMergeStore::listSources(UserId user)
{
    return Statement(m_connection,
                     "SELECT account_id FROM merger WHERE into_id = ? ORDER BY account_id")
        .bind(user)
        .fetch(userIdOf);
}

Result<bool> SqlMergeStore::isUnderWayInto(UserId user)
{
    const auto found = Statement(m_connection, R"(
        SELECT 1 FROM merger m JOIN merger_progress p ON p.account_id = m.account_id
        WHERE m.into_id = ? AND p.state <> ? LIMIT 1)")
                           .bind(user, toCode(MergeProgress::State::Done))
                           .one([](const SqlRow &) { return true; });
    if (!found)
        return found.error();
    return found->has_value();
}

Result<> SqlMergeStore::put(const Merger &merger)
{
    const auto redirected =
        Statement(m_connection, "UPDATE merger SET into_id = ? WHERE into_id = ?")
            .bind(merger.into, merger.from)
            .run();
    if (!redirected)
        return redirected.error();
    const auto alone = Statement(m_connection, "UPDATE account SET group_audience = ? WHERE id = ?")
                           .bind(toCode(Audience::Nobody), merger.from)
                           .run();
    if (!alone)
        return alone.error();
    return done(Statement(m_connection, R"(
        INSERT INTO merger (account_id, into_id, merged_at, merged_by) VALUES (?, ?, ?, ?))")
                    .bind(merger.from, merger.into, merger.at, merger.by)
                    .run());
}

Result<std::optional<MergeProgress>> SqlMergeStore::findProgress(UserId from)
{
    return Statement(m_connection,
                     "SELECT " LINNET_MERGER_PROGRESS_COLUMNS
                     " FROM merger_progress WHERE account_id = ?")
        .bind(from)
        .one([](const SqlRow &row) { return toMergeProgress(row); });
}

Result<> SqlMergeStore::putProgress(const MergeProgress &progress)
{
    return done(Statement(m_connection,
                          "INSERT INTO merger_progress (" LINNET_MERGER_PROGRESS_COLUMNS
                          R"()
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (account_id) DO UPDATE
        SET state = excluded.state, phase = excluded.phase,
            conversation_id = excluded.conversation_id, place = excluded.place,
            steps = excluded.steps, row_count = excluded.row_count, before = excluded.before,
            after = excluded.after, freed = excluded.freed, ended_at = excluded.ended_at,
            problem = excluded.problem)")
                    .bind(progress.from, toCode(progress.state), toCode(progress.phase),
                          progress.conversation, progress.place, progress.steps, progress.rows,
                          progress.endedSessions, toText(QJsonDocument(progress.before)),
                          toText(QJsonDocument(progress.after)),
                          toText(QJsonDocument(QJsonArray::fromStringList(progress.freed))),
                          progress.endedAt, progress.problem)
                    .run());
}

Result<QJsonObject> SqlMergeStore::tally(UserId user)
{
    const auto tally = Statement(m_connection, R"(
        SELECT (phone IS NOT NULL) + (email IS NOT NULL) + (username IS NOT NULL),
               (SELECT count(*) FROM member WHERE user_id = a.id AND left_seq IS NULL),
               (SELECT count(*) FROM member mb
                JOIN message m
                    ON m.conversation_id = mb.conversation_id AND m.sender_id = mb.user_id
                WHERE mb.user_id = a.id),
               (SELECT count(*) FROM media WHERE owner_id = a.id),
               (SELECT count(*) FROM friendship
                WHERE (from_id = a.id OR to_id = a.id) AND state = 1),
               (SELECT count(*) FROM block WHERE blocker_id = a.id),
               (SELECT count(*) FROM star WHERE user_id = a.id),
               (SELECT count(*) FROM notification WHERE user_id = a.id),
               (SELECT count(*) FROM session WHERE account_id = a.id),
               (SELECT count(*) FROM report WHERE reporter_id = a.id)
        FROM account a WHERE a.id = ?)")
                           .bind(user)
                           .one(tallyOf);
    if (!tally)
        return tally.error();
    return tally->value_or(QJsonObject());
}

Result<QJsonObject> SqlMergeStore::forecast(const Merger &merger)
{
    return forecastMerger(m_connection, merger);
}

Result<MergeStep> SqlMergeStore::advance(const Merger &merger, const MergeProgress &progress,
                                         const MergeBounds &bounds)
{
    return MergeStepper(m_connection, merger, progress, bounds).run();
}

} // namespace linnet
