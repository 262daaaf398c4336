// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlsigninticketstore.h"

#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

Error missing()
{
    return {Error::Kind::NotFound, QLatin1String("ticket_not_found"),
            QStringLiteral("Ticket not found")};
}

} // namespace

SqlSignInTicketStore::SqlSignInTicketStore(SqlConnection &connection)
    : m_connection(connection)
{}

Result<SignInTicket> SqlSignInTicketStore::find(const QByteArray &hash)
{
    const auto toTicket = [&hash](const SqlRow &row) -> SignInTicket {
        return {.hash = hash,
                .user = row.id<UserId>(0),
                .device = row.text(1),
                .dialect = row.text(2),
                .clientName = row.text(3),
                .accessLifetime = std::chrono::seconds(row.integer(4)),
                .attempts = row.number(5),
                .expiresAt = row.time(6)};
    };
    return required(Statement(m_connection, R"(
        SELECT account_id, device, dialect, client_name, access_lifetime, attempts, expires_at
        FROM sign_in_ticket WHERE hash = ?)")
                        .bind(hash)
                        .one(toTicket),
                    missing());
}

Result<> SqlSignInTicketStore::add(const SignInTicket &ticket)
{
    return done(Statement(m_connection, R"(
        INSERT INTO sign_in_ticket (hash, account_id, device, dialect, client_name,
                                    access_lifetime, attempts, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?))")
                    .bind(ticket.hash, ticket.user, ticket.device, ticket.dialect,
                          ticket.clientName, qint64(ticket.accessLifetime.count()), ticket.attempts,
                          ticket.expiresAt)
                    .run());
}

Result<> SqlSignInTicketStore::countAttempt(const QByteArray &hash)
{
    return done(
        Statement(m_connection, "UPDATE sign_in_ticket SET attempts = attempts + 1 WHERE hash = ?")
            .bind(hash)
            .run());
}

Result<bool> SqlSignInTicketStore::remove(const QByteArray &hash)
{
    return changedAny(
        Statement(m_connection, "DELETE FROM sign_in_ticket WHERE hash = ?").bind(hash).run());
}

Result<> SqlSignInTicketStore::removeExpired(Timestamp time)
{
    return done(Statement(m_connection, "DELETE FROM sign_in_ticket WHERE expires_at < ?")
                    .bind(time)
                    .run());
}

} // namespace linnet
