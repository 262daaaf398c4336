// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlsessionstore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/sessionrow.h"
#include "server/storage/sql/statement.h"

namespace linnet {

SqlSessionStore::SqlSessionStore(SqlConnection &connection)
    : m_connection(connection)
{}

Result<> SqlSessionStore::add(const Session &session)
{
    return done(Statement(m_connection, R"(
        INSERT INTO session (id, account_id, device, dialect, client_name, address, user_agent,
                             created_at, last_seen_at, expires_at, revoked_at, revoked_by,
                             revoked_why, access_lifetime)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))")
                    .bind(session.id, session.user, session.device, session.dialect,
                          session.clientName, session.address, session.userAgent, session.createdAt,
                          session.lastSeenAt, session.expiresAt, session.revokedAt,
                          session.revokedBy, session.revokedWhy,
                          qint64(session.accessLifetime.count()))
                    .run());
}

Result<Session> SqlSessionStore::find(SessionId id)
{
    return required(Statement(m_connection, "SELECT " LINNET_SESSION_COLUMNS("") R"(
        FROM session WHERE id = ?)")
                        .bind(id)
                        .one(toSession),
                    noSuchSession());
}

Result<std::vector<Session>> SqlSessionStore::listLive(UserId user, Timestamp now)
{
    return Statement(m_connection, "SELECT " LINNET_SESSION_COLUMNS("") R"(
        FROM session WHERE account_id = ? AND revoked_at IS NULL AND expires_at > ?
        ORDER BY id DESC)")
        .bind(user, now)
        .fetch(toSession);
}

Result<std::vector<QString>> SqlSessionStore::listAddresses(UserId user, Timestamp now,
                                                            Timestamp since)
{
    return Statement(m_connection, R"(
        SELECT address FROM session WHERE account_id = ? AND address <> ''
        AND ((revoked_at IS NULL AND expires_at > ?)
             OR (last_seen_at >= ? AND (revoked_at IS NULL OR revoked_by = ? OR revoked_why = ?)
                 AND last_seen_at > coalesce((
                     SELECT max(taken.revoked_at) FROM session taken
                     WHERE taken.account_id = session.account_id
                     AND taken.revoked_by <> ? AND taken.revoked_why <> ?), 0)))
        GROUP BY address ORDER BY max(id) DESC LIMIT 100)")
        .bind(user, now, since, EndedByDevice, EndedBySignOut, EndedByDevice, EndedBySignOut)
        .fetch([](const SqlRow &row) { return row.text(0); });
}

Result<std::vector<Session>> SqlSessionStore::listRevoked(Timestamp since)
{
    return Statement(m_connection, "SELECT " LINNET_SESSION_COLUMNS("") R"(
        FROM session WHERE revoked_at >= ?)")
        .bind(since)
        .fetch(toSession);
}

Result<bool> SqlSessionStore::revoke(SessionId id, const Revocation &revocation)
{
    return changedAny(Statement(m_connection, R"(
        UPDATE session SET revoked_at = ?, revoked_by = ?, revoked_why = ?
        WHERE id = ? AND revoked_at IS NULL)")
                          .bind(revocation.at, revocation.by, revocation.why, id)
                          .run());
}

Result<> SqlSessionStore::rename(SessionId id, const QString &clientName)
{
    return done(Statement(m_connection, "UPDATE session SET client_name = ? WHERE id = ?")
                    .bind(clientName, id)
                    .run());
}

Result<> SqlSessionStore::extend(SessionId id, Timestamp expiresAt)
{
    return done(Statement(m_connection, "UPDATE session SET expires_at = ? WHERE id = ?")
                    .bind(expiresAt, id)
                    .run());
}

Result<> SqlSessionStore::touch(const std::vector<SessionSeen> &seen)
{
    for (const SessionSeen &one : seen) {
        const auto touched =
            Statement(m_connection, "UPDATE session SET last_seen_at = ? WHERE id = ?")
                .bind(one.at, one.session)
                .run();
        if (!touched)
            return touched.error();
    }
    return {};
}

Result<> SqlSessionStore::removeExpired(Timestamp time)
{
    return done(
        Statement(m_connection, "DELETE FROM session WHERE expires_at < ?").bind(time).run());
}

} // namespace linnet
