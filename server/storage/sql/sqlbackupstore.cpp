// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlbackupstore.h"

#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/sqlconnection.h"
#include "server/storage/sql/statement.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

// Every SELECT names its columns in this order.
Backup toBackup(const SqlRow &row)
{
    return {.number = row.integer(0),
            .name = row.text(1),
            .state = fromCode<Backup::State>(row.number(2)),
            .size = row.integer(3),
            .createdAt = row.time(4),
            .problem = row.text(5),
            .proof = fromCode<Backup::Proof>(row.number(6)),
            .provenAt = row.optionalTime(7),
            .proofProblem = row.text(8)};
}

Error missing()
{
    return {Error::Kind::NotFound, "backup_not_found"_L1, u"Backup not found"_s};
}

} // namespace

SqlBackupStore::SqlBackupStore(SqlConnection &connection)
    : m_connection(connection)
{}

Result<Backup> SqlBackupStore::find(const QString &name)
{
    return required(Statement(m_connection, R"(
        SELECT number, name, state, size, created_at, problem, proof, proven_at, proof_problem
        FROM backup WHERE name = ?)")
                        .bind(name)
                        .one(toBackup),
                    missing());
}

Result<> SqlBackupStore::put(const Backup &backup)
{
    return done(Statement(m_connection, R"(
        INSERT INTO backup (name, state, size, created_at, problem, proof, proven_at, proof_problem)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET
            state = excluded.state, size = excluded.size, created_at = excluded.created_at,
            problem = excluded.problem, proof = excluded.proof, proven_at = excluded.proven_at,
            proof_problem = excluded.proof_problem)")
                    .bind(backup.name, toCode(backup.state), backup.size, backup.createdAt,
                          backup.problem, toCode(backup.proof), backup.provenAt,
                          backup.proofProblem)
                    .run());
}

Result<std::vector<Backup>> SqlBackupStore::list(int limit, qint64 before)
{
    return Statement(m_connection, R"(
        SELECT number, name, state, size, created_at, problem, proof, proven_at, proof_problem
        FROM backup WHERE number < ? ORDER BY number DESC LIMIT ?)")
        .bind(before, limit)
        .fetch(toBackup);
}

Result<> changeBackup(const QString &database, const QString &name,
                      const std::function<void(Backup &)> &change)
{
    const auto connection = SqlConnection::open({database});
    if (!connection)
        return connection.error();
    if (auto begun = (*connection)->begin(); !begun)
        return begun;
    SqlBackupStore store(**connection);
    const auto known = store.find(name);
    if (!known && known.error().kind != Error::Kind::NotFound)
        return known.error();
    Backup backup = known ? *known : Backup{.name = name};
    change(backup);
    if (auto put = store.put(backup); !put)
        return put;
    return (*connection)->commit();
}

} // namespace linnet
