// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlonetimecodestore.h"

#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/identifierkind.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

#include <algorithm>

namespace linnet {

namespace {

Error missing()
{
    return {Error::Kind::NotFound, QLatin1String("code_not_found"),
            QStringLiteral("Code not found")};
}

} // namespace

SqlOneTimeCodeStore::SqlOneTimeCodeStore(SqlConnection &connection)
    : m_connection(connection)
{}

Result<OneTimeCode> SqlOneTimeCodeStore::find(CodePurpose purpose, const Identifier &destination)
{
    const auto read = [&](const SqlRow &row) -> OneTimeCode {
        return {.purpose = purpose,
                .destination = destination,
                .challenge = row.integer(0),
                .hash = row.bytes(1),
                .attempts = row.number(2),
                .requestedAt = row.time(3),
                .expiresAt = row.time(4),
                .isIssued = row.number(5) != 0};
    };
    return required(Statement(m_connection, R"(
        SELECT challenge, hash, attempts, requested_at, expires_at, is_issued
        FROM one_time_code WHERE purpose = ? AND kind = ? AND destination = ?)")
                        .bind(toCode(purpose), kindName(destination.kind), destination.value)
                        .one(read),
                    missing());
}

Result<> SqlOneTimeCodeStore::put(const OneTimeCode &code)
{
    return done(Statement(m_connection, R"(
        INSERT INTO one_time_code (purpose, kind, destination, challenge, hash, attempts,
                                   requested_at, expires_at, is_issued)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (purpose, kind, destination) DO UPDATE
        SET challenge = excluded.challenge, hash = excluded.hash, attempts = excluded.attempts,
            requested_at = excluded.requested_at, expires_at = excluded.expires_at,
            is_issued = excluded.is_issued)")
                    .bind(toCode(code.purpose), kindName(code.destination.kind),
                          code.destination.value, code.challenge, code.hash, code.attempts,
                          code.requestedAt, code.expiresAt, code.isIssued)
                    .run());
}

Result<bool> SqlOneTimeCodeStore::update(const OneTimeCode &code)
{
    return changedAny(Statement(m_connection, R"(
        UPDATE one_time_code SET hash = ?, attempts = ?
        WHERE purpose = ? AND kind = ? AND destination = ? AND challenge = ?)")
                          .bind(code.hash, code.attempts, toCode(code.purpose),
                                kindName(code.destination.kind), code.destination.value,
                                code.challenge)
                          .run());
}

Result<bool> SqlOneTimeCodeStore::remove(const OneTimeCode &code)
{
    return changedAny(Statement(m_connection, R"(
        DELETE FROM one_time_code
        WHERE purpose = ? AND kind = ? AND destination = ? AND challenge = ?)")
                          .bind(toCode(code.purpose), kindName(code.destination.kind),
                                code.destination.value, code.challenge)
                          .run());
}

Result<int> SqlOneTimeCodeStore::used(const CodeBudget &budget)
{
    const auto used = Statement(m_connection, R"(
        SELECT used FROM code_budget WHERE name = ? AND subject = ? AND ends_at = ?)")
                          .bind(budget.name, budget.subject, budget.endsAt)
                          .one([](const SqlRow &row) { return row.number(0); });
    if (!used)
        return used.error();
    return used->value_or(0);
}

Result<> SqlOneTimeCodeStore::spend(const CodeBudget &budget, int count)
{
    return done(
        Statement(m_connection, R"(
        INSERT INTO code_budget (name, subject, ends_at, used) VALUES (?, ?, ?, ?)
        ON CONFLICT (name, subject, ends_at) DO UPDATE
        SET used = CASE WHEN code_budget.used + ? < 0 THEN 0 ELSE code_budget.used + ? END)")
            .bind(budget.name, budget.subject, budget.endsAt, std::max(count, 0), count, count)
            .run());
}

Result<std::vector<SpentBudget>> SqlOneTimeCodeStore::listUsedUp(const QString &name, int most,
                                                                 const SpentPage &page)
{
    return Statement(m_connection, R"(
        SELECT subject, ends_at, used, rowid FROM code_budget
        WHERE name = ? AND ends_at > ? AND used >= ? AND (ends_at, rowid) < (?, ?)
        ORDER BY ends_at DESC, rowid DESC LIMIT ?)")
        .bind(name, page.now, most, page.after.until, page.after.row, page.limit)
        .fetch([&name](const SqlRow &row) {
            return SpentBudget{
                {name, row.text(0), row.time(1)}, row.number(2), {row.time(1), row.integer(3)}};
        });
}

Result<std::vector<ExhaustedCode>> SqlOneTimeCodeStore::listExhausted(int attempts,
                                                                      const SpentPage &page)
{
    return Statement(m_connection, R"(
        SELECT purpose, kind, destination, challenge, attempts, requested_at, expires_at,
               is_issued, rowid
        FROM one_time_code
        WHERE expires_at > ? AND attempts >= ? AND (expires_at, rowid) < (?, ?)
        ORDER BY expires_at DESC, rowid DESC LIMIT ?)")
        .bind(page.now, attempts, page.after.until, page.after.row, page.limit)
        .fetch([](const SqlRow &row) {
            const OneTimeCode code{.purpose = fromCode<CodePurpose>(row.number(0)),
                                   .destination = {toIdentifierKind(row.text(1)), row.text(2)},
                                   .challenge = row.integer(3),
                                   .hash = {},
                                   .attempts = row.number(4),
                                   .requestedAt = row.time(5),
                                   .expiresAt = row.time(6),
                                   .isIssued = row.number(7) != 0};
            return ExhaustedCode{code, {code.expiresAt, row.integer(8)}};
        });
}

Result<int> SqlOneTimeCodeStore::forget(const QString &name, const QString &subject)
{
    return Statement(m_connection, "DELETE FROM code_budget WHERE name = ? AND subject = ?")
        .bind(name, subject)
        .run();
}

Result<> SqlOneTimeCodeStore::removeExpired(Timestamp time)
{
    const auto codes = done(
        Statement(m_connection, "DELETE FROM one_time_code WHERE expires_at < ?").bind(time).run());
    if (!codes)
        return codes;
    return done(
        Statement(m_connection, "DELETE FROM code_budget WHERE ends_at < ?").bind(time).run());
}

} // namespace linnet
