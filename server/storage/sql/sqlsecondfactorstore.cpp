// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlsecondfactorstore.h"

#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

Error missing()
{
    return {Error::Kind::NotFound, QLatin1String("second_factor_not_found"),
            QStringLiteral("There is no second factor")};
}

} // namespace

SqlSecondFactorStore::SqlSecondFactorStore(SqlConnection &connection)
    : m_connection(connection)
{}

Result<SecondFactor> SqlSecondFactorStore::find(UserId user)
{
    const auto toFactor = [user](const SqlRow &row) -> SecondFactor {
        return {.user = user,
                .secret = row.bytes(0),
                .lastStep = row.integer(1),
                .confirmedAt = row.optionalTime(2)};
    };
    return required(Statement(m_connection, R"(
        SELECT secret, last_step, confirmed_at FROM authenticator WHERE account_id = ?)")
                        .bind(user)
                        .one(toFactor),
                    missing());
}

Result<> SqlSecondFactorStore::put(const SecondFactor &factor)
{
    return done(Statement(m_connection, R"(
        INSERT INTO authenticator (account_id, secret, last_step, confirmed_at)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (account_id) DO UPDATE
        SET secret = excluded.secret, last_step = excluded.last_step,
            confirmed_at = excluded.confirmed_at)")
                    .bind(factor.user, factor.secret, factor.lastStep, factor.confirmedAt)
                    .run());
}

Result<> SqlSecondFactorStore::remove(UserId user)
{
    if (auto codes = putRecoveryCodes(user, {}); !codes)
        return codes;
    return done(
        Statement(m_connection, "DELETE FROM authenticator WHERE account_id = ?").bind(user).run());
}

Result<> SqlSecondFactorStore::putRecoveryCodes(UserId user, const std::vector<QByteArray> &hashes)
{
    const auto removed =
        Statement(m_connection, "DELETE FROM recovery_code WHERE account_id = ?").bind(user).run();
    if (!removed)
        return removed.error();
    for (const QByteArray &hash : hashes) {
        const auto added =
            Statement(m_connection, "INSERT INTO recovery_code (account_id, hash) VALUES (?, ?)")
                .bind(user, hash)
                .run();
        if (!added)
            return added.error();
    }
    return {};
}

Result<bool> SqlSecondFactorStore::takeRecoveryCode(UserId user, const QByteArray &hash)
{
    return changedAny(
        Statement(m_connection, "DELETE FROM recovery_code WHERE account_id = ? AND hash = ?")
            .bind(user, hash)
            .run());
}

Result<int> SqlSecondFactorStore::countRecoveryCodes(UserId user)
{
    const auto count =
        Statement(m_connection, "SELECT count(*) FROM recovery_code WHERE account_id = ?")
            .bind(user)
            .one([](const SqlRow &row) { return row.number(0); });
    if (!count)
        return count.error();
    return count->value_or(0);
}

} // namespace linnet
