// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlerasurestore.h"

#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/erasurerow.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

//! \brief What is deleted or emptied of somebody, and what that is called in a receipt.
struct Part
{
    const char *name; //!< Null: the receipt does not say it.
    SqlLiteral sql; //!< Every question mark is the account.
    int marks = 1;
};

// Codes and budgets go first: they are called after identifiers that the account still has.
constexpr Part Parts[] = {
    {"oneTimeCodes", R"(DELETE FROM one_time_code WHERE EXISTS (
        SELECT 1 FROM account a WHERE a.id = ?
        AND destination = CASE kind WHEN 'phone' THEN a.phone WHEN 'email' THEN a.email
                                    ELSE a.username END))"},
    {"budgets", R"(DELETE FROM code_budget WHERE EXISTS (
        SELECT 1 FROM account a WHERE a.id = ?
        AND (subject IN (a.phone, a.email, a.username, CAST(a.id AS TEXT))
             OR subject LIKE CAST(a.id AS TEXT) || ' %')))"},
    {"codeAttempts", "DELETE FROM code_attempt WHERE account_id = ?"},
    {"sessions", "DELETE FROM session WHERE account_id = ?"},
    {"passwords", "DELETE FROM password WHERE account_id = ?"},
    {"secondFactors", "DELETE FROM authenticator WHERE account_id = ?"},
    {"recoveryCodes", "DELETE FROM recovery_code WHERE account_id = ?"},
    {"mailLinks", "DELETE FROM mail_link WHERE account_id = ?"},
    {nullptr, "DELETE FROM mail_choice WHERE account_id = ?"},
    {nullptr, "DELETE FROM absence WHERE account_id = ?"},
    {"signInTickets", "DELETE FROM sign_in_ticket WHERE account_id = ?"},
    {"suspensions", "DELETE FROM suspension WHERE account_id = ?"},
    {"friends", "DELETE FROM friendship WHERE low_id = ? OR high_id = ?", 2},
    {"blocks", "DELETE FROM block WHERE blocker_id = ? OR blocked_id = ?", 2},
    {"notifications", "DELETE FROM notification WHERE user_id = ? OR actor_id = ?", 2},
    {"stars", "DELETE FROM star WHERE user_id = ?"},
    {"reportTexts", "UPDATE report SET text = '' WHERE reporter_id = ? AND text <> ''"},
    // How often they were reported is nothing that they are told.
    {nullptr, R"(UPDATE report SET evidence = '{}'
        WHERE about_id = ? AND kind = 1 AND evidence <> '{}')"},
};

MessageId messageIdOf(const SqlRow &row)
{
    return row.id<MessageId>(0);
}

} // namespace

Result<std::optional<Erasure>> SqlErasureStore::find(UserId user)
{
    return Statement(m_connection,
                     "SELECT " LINNET_ERASURE_COLUMNS("") " FROM erasure WHERE account_id = ?")
        .bind(user)
        .one([](const SqlRow &row) { return toErasure(row); });
}

Result<std::vector<Erasure>> SqlErasureStore::list()
{
    return Statement(m_connection,
                     "SELECT " LINNET_ERASURE_COLUMNS("") " FROM erasure ORDER BY account_id")
        .fetch([](const SqlRow &row) { return toErasure(row); });
}

Result<> SqlErasureStore::put(const Erasure &erasure)
{
    const QByteArray counts = QJsonDocument(erasure.counts).toJson(QJsonDocument::Compact);
    return done(Statement(m_connection, R"(
        INSERT INTO erasure (account_id, requested_at, requested_by, due_at, messages, begun_at,
                             erased_at, counts, receipt)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (account_id) DO UPDATE
        SET requested_at = excluded.requested_at, requested_by = excluded.requested_by,
            due_at = excluded.due_at, messages = excluded.messages, begun_at = excluded.begun_at,
            erased_at = excluded.erased_at, counts = excluded.counts, receipt = excluded.receipt)")
                    .bind(erasure.user, erasure.requestedAt, erasure.requestedBy, erasure.dueAt,
                          erasure.messages == Erasure::Messages::Removed, erasure.begunAt,
                          erasure.erasedAt, QString::fromUtf8(counts),
                          QString::fromLatin1(erasure.receipt))
                    .run());
}

Result<> SqlErasureStore::remove(UserId user)
{
    return done(
        Statement(m_connection, "DELETE FROM erasure WHERE account_id = ?").bind(user).run());
}

Result<QJsonObject> SqlErasureStore::eraseIdentity(UserId user, Timestamp at)
{
    const auto identifiers = countIdentifiers(user);
    if (!identifiers)
        return identifiers.error();
    QJsonObject counts{{u"identifiers"_s, *identifiers}};
    for (const Part &part : Parts) {
        Statement statement(m_connection, part.sql);
        for (int mark = 0; mark < part.marks; ++mark)
            statement.bind(user);
        const auto deleted = statement.run();
        if (!deleted)
            return deleted.error();
        if (part.name)
            counts[QLatin1String(part.name)] = *deleted;
    }
    if (const auto cleared = clearAccount(user, at); !cleared)
        return cleared.error();
    return counts;
}

Result<qint64> SqlErasureStore::countIdentifiers(UserId user)
{
    const auto counted = Statement(m_connection, R"(
        SELECT (phone IS NOT NULL) + (email IS NOT NULL) + (username IS NOT NULL)
        FROM account WHERE id = ?)")
                             .bind(user)
                             .one([](const SqlRow &row) { return row.integer(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

Result<> SqlErasureStore::clearAccount(UserId user, Timestamp at)
{
    return done(Statement(m_connection, R"(
        UPDATE account
        SET phone = NULL, email = NULL, email_verified_at = NULL, username = NULL,
            display_name = ?, search_name = '', avatar_url = '', status_text = '', bio = '',
            language = '', staff_role = 0, last_seen_audience = 2, avatar_audience = 2,
            group_audience = 2, read_receipts = 0, updated_at = ?
        WHERE id = ?)")
                    .bind(QString(ErasedName), at, user)
                    .run());
}

Result<int> SqlErasureStore::eraseEvidence(UserId user)
{
    return Statement(m_connection, R"(
        UPDATE report SET evidence = '{}' WHERE about_id = ? AND kind = ? AND evidence <> '{}')")
        .bind(user, toCode(Report::Kind::Message))
        .run();
}

Result<std::vector<MessageId>> SqlErasureStore::listMessages(UserId user, int limit)
{
    return Statement(m_connection, R"(
        SELECT m.id FROM member mb
        JOIN message m ON m.conversation_id = mb.conversation_id AND m.sender_id = mb.user_id
        WHERE mb.user_id = ? AND m.deleted_at IS NULL AND m.kind <> ? LIMIT ?)")
        .bind(user, toCode(MessageKind::System), limit)
        .fetch(messageIdOf);
}

Result<std::vector<Message>> SqlErasureStore::listLines(UserId user, MessageId after, int limit)
{
    return Statement(m_connection, "SELECT " LINNET_MESSAGE_COLUMNS("m.") R"(
        FROM member mb
        JOIN message m ON m.conversation_id = mb.conversation_id
        WHERE mb.user_id = ? AND m.kind = ? AND m.deleted_at IS NULL AND m.id > ?
          AND (m.sender_id = mb.user_id
               OR )" LINNET_HAS_PART("' ' || m.mentions || ' '", "' ' || mb.user_id || ' '") R"()
        ORDER BY m.id LIMIT ?)")
        .bind(user, toCode(MessageKind::System), after, limit)
        .fetch([](const SqlRow &row) { return toMessage(row); });
}

} // namespace linnet
