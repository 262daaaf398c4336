// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlonetimecodestore.h"

#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/identifierkind.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

#include <algorithm>

namespace linnet {

SqlOneTimeCodeStore::SqlOneTimeCodeStore(SqlConnection &connection)
    : m_connection(connection)
{}

Result<std::vector<OneTimeCode>> SqlOneTimeCodeStore::list(CodePurpose purpose,
                                                           const Identifier &destination)
{
    const auto read = [&](const SqlRow &row) -> OneTimeCode {
        return {.purpose = purpose,
                .destination = destination,
                .network = row.text(0),
                .challenge = row.integer(1),
                .hash = row.bytes(2),
                .attempts = row.number(3),
                .strangersAttempts = row.number(4),
                .requestedAt = row.time(5),
                .expiresAt = row.time(6)};
    };
    return Statement(m_connection, R"(
        SELECT network, challenge, hash, attempts, strangers_attempts, requested_at, expires_at
        FROM one_time_code WHERE purpose = ? AND kind = ? AND destination = ?
        ORDER BY requested_at DESC, challenge DESC LIMIT 100)")
        .bind(toCode(purpose), kindName(destination.kind), destination.value)
        .fetch(read);
}

Result<> SqlOneTimeCodeStore::put(const OneTimeCode &code)
{
    return done(Statement(m_connection, R"(
        INSERT INTO one_time_code (purpose, kind, destination, network, challenge, hash, attempts,
                                   strangers_attempts, requested_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (purpose, kind, destination, network) DO UPDATE
        SET challenge = excluded.challenge, hash = excluded.hash, attempts = excluded.attempts,
            strangers_attempts = excluded.strangers_attempts,
            requested_at = excluded.requested_at, expires_at = excluded.expires_at)")
                    .bind(toCode(code.purpose), kindName(code.destination.kind),
                          code.destination.value, code.network, code.challenge, code.hash,
                          code.attempts, code.strangersAttempts, code.requestedAt, code.expiresAt)
                    .run());
}

Result<bool> SqlOneTimeCodeStore::update(const OneTimeCode &code)
{
    return changedAny(Statement(m_connection, R"(
        UPDATE one_time_code SET hash = ?, attempts = ?, strangers_attempts = ?
        WHERE purpose = ? AND kind = ? AND destination = ? AND challenge = ?)")
                          .bind(code.hash, code.attempts, code.strangersAttempts,
                                toCode(code.purpose), kindName(code.destination.kind),
                                code.destination.value, code.challenge)
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

Result<> SqlOneTimeCodeStore::removeAll(CodePurpose purpose, const Identifier &destination)
{
    return done(Statement(m_connection, R"(
        DELETE FROM one_time_code WHERE purpose = ? AND kind = ? AND destination = ?)")
                    .bind(toCode(purpose), kindName(destination.kind), destination.value)
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
    return Statement(m_connection,
                     R"(
        SELECT subject, ends_at, used, )" LINNET_ROW_NUMBER R"( FROM code_budget
        WHERE name = ? AND ends_at > ? AND used >= ? AND (ends_at, )" LINNET_ROW_NUMBER
                     R"() < (?, ?)
        ORDER BY ends_at DESC, )" LINNET_ROW_NUMBER " DESC LIMIT ?")
        .bind(name, page.now, most, page.after.until, page.after.row, page.limit)
        .fetch([&name](const SqlRow &row) {
            return SpentBudget{
                {name, row.text(0), row.time(1)}, row.number(2), {row.time(1), row.integer(3)}};
        });
}

Result<std::vector<ExhaustedCode>> SqlOneTimeCodeStore::listExhausted(Guesser guesser, int attempts,
                                                                      const SpentPage &page)
{
    return Statement(m_connection, R"(
        SELECT purpose, kind, destination, network, challenge, attempts, strangers_attempts,
               requested_at, expires_at, )" LINNET_ROW_NUMBER R"(
        FROM one_time_code
        WHERE expires_at > ? AND CASE ? WHEN 0 THEN attempts ELSE strangers_attempts END >= ?
          AND (expires_at, )" LINNET_ROW_NUMBER R"() < (?, ?)
        ORDER BY expires_at DESC, )" LINNET_ROW_NUMBER " DESC LIMIT ?")
        .bind(page.now, guesser == Guesser::Strangers, attempts, page.after.until, page.after.row,
              page.limit)
        .fetch([](const SqlRow &row) {
            const OneTimeCode code{.purpose = fromCode<CodePurpose>(row.number(0)),
                                   .destination = {toIdentifierKind(row.text(1)), row.text(2)},
                                   .network = row.text(3),
                                   .challenge = row.integer(4),
                                   .hash = {},
                                   .attempts = row.number(5),
                                   .strangersAttempts = row.number(6),
                                   .requestedAt = row.time(7),
                                   .expiresAt = row.time(8)};
            return ExhaustedCode{code, {code.expiresAt, row.integer(9)}};
        });
}

Result<int> SqlOneTimeCodeStore::forget(const QString &name, const QString &subject)
{
    return Statement(m_connection, R"(
        DELETE FROM code_budget
        WHERE name = ? AND used > 0 AND (subject = ? OR substr(subject, 1, length(?) + 1) = ? || ' '))")
        .bind(name, subject, subject, subject)
        .run();
}

Result<> SqlOneTimeCodeStore::removeExpired(Timestamp time, Timestamp heldBack)
{
    auto codes = done(Statement(m_connection, R"(
        DELETE FROM one_time_code WHERE expires_at < ? AND requested_at <= ?)")
                          .bind(time, heldBack)
                          .run());
    if (!codes)
        return codes;
    return done(
        Statement(m_connection, "DELETE FROM code_budget WHERE ends_at < ?").bind(time).run());
}

} // namespace linnet
