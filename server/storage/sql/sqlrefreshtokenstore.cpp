// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlrefreshtokenstore.h"

#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

RefreshToken toToken(const SqlRow &row)
{
    return {.hash = row.bytes(0),
            .session = row.id<SessionId>(1),
            .generation = row.number(2),
            .createdAt = row.time(3),
            .expiresAt = row.time(4),
            .firstUsedAt = row.optionalTime(5)};
}

Error missing()
{
    return {Error::Kind::NotFound, QLatin1String("refresh_token_not_found"),
            QStringLiteral("Refresh token not found")};
}

} // namespace

SqlRefreshTokenStore::SqlRefreshTokenStore(SqlConnection &connection)
    : m_connection(connection)
{}

Result<> SqlRefreshTokenStore::add(const RefreshToken &token)
{
    return done(Statement(m_connection, R"(
        INSERT INTO refresh_token (hash, session_id, generation, created_at, expires_at,
                                   first_used_at)
        VALUES (?, ?, ?, ?, ?, ?))")
                    .bind(token.hash, token.session, token.generation, token.createdAt,
                          token.expiresAt, token.firstUsedAt)
                    .run());
}

Result<RefreshToken> SqlRefreshTokenStore::find(const QByteArray &hash)
{
    return required(Statement(m_connection, R"(
        SELECT hash, session_id, generation, created_at, expires_at, first_used_at
        FROM refresh_token WHERE hash = ?)")
                        .bind(hash)
                        .one(toToken),
                    missing());
}

Result<> SqlRefreshTokenStore::markUsed(const QByteArray &hash, Timestamp at)
{
    return done(Statement(m_connection, "UPDATE refresh_token SET first_used_at = ? WHERE hash = ?")
                    .bind(at, hash)
                    .run());
}

Result<> SqlRefreshTokenStore::removeExpired(Timestamp time)
{
    return done(
        Statement(m_connection, "DELETE FROM refresh_token WHERE expires_at < ?").bind(time).run());
}

} // namespace linnet
