// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlpasswordstore.h"

#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

Error missing()
{
    return {Error::Kind::NotFound, QLatin1String("password_not_found"),
            QStringLiteral("There is no password")};
}

} // namespace

SqlPasswordStore::SqlPasswordStore(SqlConnection &connection)
    : m_connection(connection)
{}

Result<PasswordRecord> SqlPasswordStore::find(UserId user)
{
    return required(
        Statement(m_connection, "SELECT hash, changed_at FROM password WHERE account_id = ?")
            .bind(user)
            .one([user](const SqlRow &row) {
                return PasswordRecord{user, row.text(0), row.time(1)};
            }),
        missing());
}

Result<> SqlPasswordStore::put(const PasswordRecord &record)
{
    return done(Statement(m_connection, R"(
        INSERT INTO password (account_id, hash, changed_at) VALUES (?, ?, ?)
        ON CONFLICT (account_id) DO UPDATE
        SET hash = excluded.hash, changed_at = excluded.changed_at)")
                    .bind(record.user, record.hash, record.changedAt)
                    .run());
}

Result<> SqlPasswordStore::remove(UserId user)
{
    return done(
        Statement(m_connection, "DELETE FROM password WHERE account_id = ?").bind(user).run());
}

} // namespace linnet
