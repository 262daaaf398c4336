// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlcodeattemptstore.h"

#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/filterclause.h"
#include "server/storage/sql/identifierkind.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

using State = CodeAttempt::State;

constexpr FilterColumn Columns[] = {
    {QLatin1String("id"), "id"},
    {QLatin1String("to"), "destination"},
    {QLatin1String("kind"), "kind"},
    {QLatin1String("purpose"), R"(CASE purpose WHEN 0 THEN 'sign-in' WHEN 1 THEN 'second-step'
                                               WHEN 2 THEN 'new-password'
                                               ELSE 'new-identifier' END)"},
    {QLatin1String("user_id"), "account_id"},
    {QLatin1String("address"), "address"},
    {QLatin1String("state"), R"(CASE state WHEN 0 THEN 'sent' WHEN 1 THEN 'withheld'
                                           WHEN 2 THEN 'undelivered' WHEN 3 THEN 'issued'
                                           ELSE 'used' END)"},
    {QLatin1String("guesses"), "guesses"},
    {QLatin1String("requested"), "requested_at"},
};

//! \brief An order, and what comes after a place in it.
struct OrderSql
{
    SqlLiteral by;
    SqlLiteral after;
};

// As CodeAttemptOrder::By; ids are as old as what they name.
constexpr OrderSql Rising[] = {{"id", "id > ?"}, {"guesses, id", "(guesses, id) > (?, ?)"}};
constexpr OrderSql Falling[] = {{"id DESC", "id < ?"},
                                {"guesses DESC, id DESC", "(guesses, id) < (?, ?)"}};

const OrderSql &sqlOf(CodeAttemptOrder order)
{
    return (order.isDescending ? Falling : Rising)[size_t(order.by)];
}

//! \return what comes after the place before, as a condition.
FilterClause afterClause(const CodeAttemptQuery &query)
{
    if (!query.after)
        return {.sql = SqlText("TRUE")};
    FilterClause clause{.sql = SqlText(sqlOf(query.order).after)};
    if (query.order.by == CodeAttemptOrder::By::Guesses)
        clause.values.emplace_back(qint64(query.after->guesses));
    clause.values.emplace_back(query.after->id.value());
    return clause;
}

CodeAttempt toAttempt(const SqlRow &row)
{
    CodeAttempt attempt;
    attempt.id = row.id<CodeAttemptId>(0);
    attempt.purpose = fromCode<CodePurpose>(row.number(1));
    attempt.kind = toIdentifierKind(row.text(2));
    attempt.destination = row.text(3);
    attempt.account = row.id<UserId>(4);
    attempt.address = row.text(5);
    attempt.state = fromCode<State>(row.number(6));
    attempt.guesses = row.number(7);
    attempt.requestedAt = row.time(8);
    return attempt;
}

CodeDelivery toDelivery(const SqlRow &row)
{
    return {toIdentifierKind(row.text(0)), row.integer(1), row.integer(2), row.integer(3),
            row.optionalTime(4)};
}

} // namespace

Result<> SqlCodeAttemptStore::add(const CodeAttempt &attempt)
{
    const auto account =
        attempt.account.isNull() ? std::nullopt : std::optional(attempt.account.value());
    return done(Statement(m_connection, R"(
        INSERT INTO code_attempt (id, purpose, kind, destination, account_id, address, state,
                                  guesses, requested_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?))")
                    .bind(attempt.id, toCode(attempt.purpose), kindName(attempt.kind),
                          attempt.destination, account, attempt.address, toCode(attempt.state),
                          attempt.guesses, attempt.requestedAt)
                    .run());
}

Result<> SqlCodeAttemptStore::setGuesses(CodeAttemptId id, int guesses)
{
    return done(Statement(m_connection, "UPDATE code_attempt SET guesses = ? WHERE id = ?")
                    .bind(guesses, id)
                    .run());
}

Result<> SqlCodeAttemptStore::setUsed(CodeAttemptId id)
{
    return done(Statement(m_connection, "UPDATE code_attempt SET state = ? WHERE id = ?")
                    .bind(toCode(State::Used), id)
                    .run());
}

Result<> SqlCodeAttemptStore::setUndelivered(CodeAttemptId id)
{
    return done(
        Statement(m_connection, "UPDATE code_attempt SET state = ? WHERE id = ? AND state <> ?")
            .bind(toCode(State::Undelivered), id, toCode(State::Used))
            .run());
}

Result<std::vector<CodeAttempt>> SqlCodeAttemptStore::list(const CodeAttemptQuery &query)
{
    const FilterClause after = afterClause(query);
    const FilterClause wanted = toClause(query.filter, Columns);
    return Statement(m_connection,
                     SqlText(R"(
        SELECT id, purpose, kind, destination, account_id, address, state, guesses, requested_at
        FROM code_attempt WHERE )")
                         + after.sql + " AND " + wanted.sql + " ORDER BY " + sqlOf(query.order).by
                         + " LIMIT ?")
        .bind(after.values, wanted.values, query.limit)
        .fetch(toAttempt);
}

Result<qint64> SqlCodeAttemptStore::count(const Filter &filter)
{
    const FilterClause wanted = toClause(filter, Columns);
    const auto counted =
        Statement(m_connection, SqlText("SELECT count(*) FROM code_attempt WHERE ") + wanted.sql)
            .bind(wanted.values)
            .one([](const SqlRow &row) { return row.integer(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

Result<std::vector<CodeDelivery>> SqlCodeAttemptStore::delivery(const Filter &filter)
{
    const FilterClause wanted = toClause(filter, Columns);
    // A code that an operator made was not sent, whether or not it was used.
    return Statement(m_connection,
                     SqlText(R"(
        SELECT kind, count(*), count(CASE state WHEN 2 THEN 1 END),
            count(CASE state WHEN 4 THEN 1 END),
            max(CASE state WHEN 2 THEN requested_at END)
        FROM code_attempt WHERE state NOT IN (1, 3) AND address <> '' AND )")
                         + wanted.sql + " GROUP BY kind ORDER BY kind")
        .bind(wanted.values)
        .fetch(toDelivery);
}

Result<> SqlCodeAttemptStore::removeBefore(Timestamp time)
{
    return done(Statement(m_connection, "DELETE FROM code_attempt WHERE requested_at < ?")
                    .bind(time)
                    .run());
}

} // namespace linnet
