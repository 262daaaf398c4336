// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqljobstore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

#include <limits>
#include <utility>

namespace linnet {

namespace {

// Every SELECT of whole jobs names its columns in this order.
Job toJob(const SqlRow &row)
{
    return {.id = row.id<JobId>(0),
            .kind = row.text(1),
            .key = row.text(2),
            .payload = row.bytes(3),
            .peer = row.integer(4),
            .state = fromCode<Job::State>(row.number(5)),
            .attempts = row.number(6),
            .dueAt = row.time(7),
            .lastError = row.text(8),
            .createdAt = row.time(9),
            .updatedAt = row.time(10)};
}

std::optional<QString> keyOf(const Job &job)
{
    return job.key.isEmpty() ? std::nullopt : std::optional(job.key);
}

std::optional<qint64> peerOf(const Job &job)
{
    return job.peer == 0 ? std::nullopt : std::optional(job.peer);
}

//! \return how many jobs of one peer are too many to take another.
qint64 peerLimit(const JobClaim &claim)
{
    return claim.perPeer == 0 ? std::numeric_limits<qint64>::max() : claim.perPeer;
}

} // namespace

SqlJobStore::SqlJobStore(SqlConnection &connection)
    : m_connection(connection)
{}

Result<bool> SqlJobStore::add(const Job &job)
{
    auto added = changedAny(Statement(m_connection, R"(
        INSERT INTO job (id, kind, key, payload, peer, state, attempts, run_after, last_error,
                         created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (kind, key) DO NOTHING)")
                                .bind(job.id, job.kind, keyOf(job), job.payload, peerOf(job),
                                      toCode(job.state), job.attempts, job.dueAt, job.lastError,
                                      job.createdAt, job.updatedAt)
                                .run());
    m_hasAdded = m_hasAdded || (added && *added);
    return added;
}

Result<Job> SqlJobStore::find(JobId id)
{
    return required(Statement(m_connection, R"(
        SELECT id, kind, key, payload, peer, state, attempts, run_after, last_error, created_at,
               updated_at
        FROM job WHERE id = ?)")
                        .bind(id)
                        .one(toJob),
                    noSuchJob());
}

Result<std::optional<Job>> SqlJobStore::take(const JobClaim &claim)
{
    auto job = Statement(m_connection, R"(
        SELECT id, kind, key, payload, peer, state, attempts, run_after, last_error, created_at,
               updated_at
        FROM job WHERE kind = ? AND state < 2 AND run_after <= ?
        AND (peer IS NULL OR peer NOT IN (SELECT peer FROM job
            WHERE kind = ? AND state = 1 AND peer IS NOT NULL AND run_after > ?
            GROUP BY peer HAVING count(*) >= ?))
        ORDER BY run_after, id LIMIT 1)")
                   .bind(claim.kind, claim.now, claim.kind, claim.now, peerLimit(claim))
                   .one(toJob);
    if (!job)
        return job;
    std::optional<Job> &found = *job;
    if (!found)
        return job;
    Job &taken = *found;
    taken.state = Job::State::Running;
    taken.dueAt = claim.until;
    taken.updatedAt = claim.now;
    ++taken.attempts;
    const auto stored = Statement(m_connection, R"(
        UPDATE job SET state = ?, attempts = ?, run_after = ?, node = ?, updated_at = ?
        WHERE id = ?)")
                            .bind(toCode(taken.state), taken.attempts, taken.dueAt, claim.node,
                                  taken.updatedAt, taken.id)
                            .run();
    if (!stored)
        return stored.error();
    return job;
}

Result<bool> SqlJobStore::isWaiting(const QString &kind, const QByteArray &payload)
{
    const auto found = Statement(m_connection, R"(
        SELECT 1 FROM job WHERE kind = ? AND state < 2 AND payload = ? LIMIT 1)")
                           .bind(kind, payload)
                           .one([](const SqlRow &) { return true; });
    if (!found)
        return found.error();
    return found->has_value();
}

Result<std::optional<Timestamp>> SqlJobStore::nextDue(const QString &kind)
{
    return Statement(m_connection, R"(
        SELECT run_after FROM job WHERE kind = ? AND state < 2 ORDER BY run_after LIMIT 1)")
        .bind(kind)
        .one([](const SqlRow &row) { return row.time(0); });
}

Result<std::optional<Timestamp>> SqlJobStore::nextFree(const JobClaim &claim)
{
    return Statement(m_connection, R"(
        SELECT run_after FROM job WHERE kind = ? AND state < 2
        AND (peer IS NULL OR peer NOT IN (SELECT peer FROM job
            WHERE kind = ? AND state = 1 AND peer IS NOT NULL AND run_after > ?
            GROUP BY peer HAVING count(*) >= ?))
        ORDER BY run_after LIMIT 1)")
        .bind(claim.kind, claim.kind, claim.now, peerLimit(claim))
        .one([](const SqlRow &row) { return row.time(0); });
}

Result<bool> SqlJobStore::settle(const Job &job, const JobSettlement &settlement)
{
    const bool isDone = settlement.state == Job::State::Done;
    // The number of attempts tells this one from a later one of somebody else.
    return changedAny(Statement(m_connection, R"(
        UPDATE job SET state = ?, payload = ?, attempts = ?, run_after = ?, node = NULL,
                       last_error = ?, updated_at = ?
        WHERE id = ? AND state = ? AND attempts = ?)")
                          .bind(toCode(settlement.state), isDone ? QByteArray() : job.payload,
                                job.attempts - (settlement.isAttempt ? 0 : 1), settlement.dueAt,
                                settlement.error, settlement.at, job.id,
                                toCode(Job::State::Running), job.attempts)
                          .run());
}

Result<> SqlJobStore::releaseAll(int node, Timestamp now)
{
    return done(Statement(m_connection, R"(
        UPDATE job SET state = ?, run_after = ?, node = NULL, updated_at = ?
        WHERE state < 2 AND state = ? AND node = ?)")
                    .bind(toCode(Job::State::Pending), now, now, toCode(Job::State::Running), node)
                    .run());
}

Result<std::vector<Job>> SqlJobStore::listDead(int most)
{
    return Statement(m_connection, R"(
        SELECT id, kind, key, payload, peer, state, attempts, run_after, last_error, created_at,
               updated_at
        FROM job WHERE state >= 2 AND state = ? ORDER BY updated_at DESC, id DESC LIMIT ?)")
        .bind(toCode(Job::State::Dead), most)
        .fetch(toJob);
}

Result<bool> SqlJobStore::retry(JobId id, Timestamp now)
{
    auto retried =
        changedAny(Statement(m_connection, R"(
        UPDATE job SET state = ?, attempts = 0, run_after = ?, last_error = '', updated_at = ?
        WHERE id = ? AND state = ?)")
                       .bind(toCode(Job::State::Pending), now, now, id, toCode(Job::State::Dead))
                       .run());
    m_hasAdded = m_hasAdded || (retried && *retried);
    return retried;
}

Result<bool> SqlJobStore::discard(JobId id)
{
    return changedAny(Statement(m_connection, "DELETE FROM job WHERE id = ? AND state = ?")
                          .bind(id, toCode(Job::State::Dead))
                          .run());
}

Result<std::vector<JobCount>> SqlJobStore::census()
{
    // Two questions, each of which has an index of its own.
    return Statement(m_connection, R"(
        SELECT kind, state, count(*), min(created_at) FROM job WHERE state < 2 GROUP BY kind, state
        UNION ALL
        SELECT kind, state, count(*), min(created_at) FROM job WHERE state >= 2 AND state = 3
        GROUP BY kind, state)")
        .fetch([](const SqlRow &row) {
            return JobCount{row.text(0), fromCode<Job::State>(row.number(1)), row.integer(2),
                            row.time(3)};
        });
}

Result<> SqlJobStore::removeEnded(Job::State state, Timestamp time)
{
    return done(
        Statement(m_connection, "DELETE FROM job WHERE state >= 2 AND state = ? AND updated_at < ?")
            .bind(toCode(state), time)
            .run());
}

bool SqlJobStore::takeAdded()
{
    return std::exchange(m_hasAdded, false);
}

} // namespace linnet
