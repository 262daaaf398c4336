// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/mergeforecast.h"

#include "server/storage/sql/statement.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

// clang-format off
#define LINNET_BLOCKED(other) \
    "EXISTS (SELECT 1 FROM block" \
    "        WHERE (blocker_id IN (?1, ?2) AND blocked_id = " other ")" \
    "           OR (blocked_id IN (?1, ?2) AND blocker_id = " other "))"
#define LINNET_FRIEND(f) "CASE WHEN " f "from_id IN (?1, ?2) THEN " f "to_id ELSE " f "from_id END"

// The direct chat of the two, which stays as it is.
#define LINNET_CHAT_OF_BOTH \
    "SELECT c.id FROM conversation c" \
    " JOIN member one ON one.conversation_id = c.id AND one.user_id = ?1" \
    " JOIN member other ON other.conversation_id = c.id AND other.user_id = ?2" \
    " WHERE c.kind = 0"
// clang-format on

//! \brief How many of something there will be.
struct Count
{
    const char *name;
    const char *source; //!< Null: none.
    const char *target;
};

//! ?1 is the source, ?2 the target.
constexpr Count Counts[] = {
    {"conversations",
     "SELECT count(*) FROM member WHERE user_id = ?1 AND left_seq IS NULL"
     " AND conversation_id IN (" LINNET_CHAT_OF_BOTH ") AND ?1 <> ?2",
     "SELECT count(DISTINCT conversation_id) FROM member"
     " WHERE user_id IN (?1, ?2) AND left_seq IS NULL"},
    {"messages",
     "SELECT count(*) FROM message WHERE sender_id = ?1"
     " AND conversation_id IN (" LINNET_CHAT_OF_BOTH ")",
     R"(SELECT count(*) FROM member mb
        JOIN message m ON m.conversation_id = mb.conversation_id AND m.sender_id = mb.user_id
        WHERE mb.user_id = ?2
           OR (mb.user_id = ?1 AND mb.conversation_id NOT IN ()" LINNET_CHAT_OF_BOTH "))"},
    {"files", nullptr, "SELECT count(*) FROM media WHERE owner_id IN (?1, ?2)"},
    {"friends", nullptr, "SELECT count(DISTINCT " LINNET_FRIEND("f.") R"() FROM friendship f
      WHERE f.state = 1 AND (f.from_id IN (?1, ?2) OR f.to_id IN (?1, ?2))
        AND NOT (f.from_id IN (?1, ?2) AND f.to_id IN (?1, ?2))
        AND NOT )" LINNET_BLOCKED(LINNET_FRIEND("f."))},
    {"blocks", nullptr,
     "SELECT count(DISTINCT blocked_id) FROM block"
     " WHERE blocker_id IN (?1, ?2) AND blocked_id NOT IN (?1, ?2)"},
    {"stars", nullptr,
     "SELECT count(*) FROM (SELECT DISTINCT conversation_id, message_id FROM star"
     "                      WHERE user_id IN (?1, ?2)) AS known"},
    {"notifications", nullptr,
     R"(SELECT count(*) FROM notification n
        WHERE n.user_id IN (?1, ?2)
          AND NOT (coalesce(n.actor_id, 0) IN (?1, ?2) AND n.actor_id <> n.user_id)
          AND NOT (n.user_id = ?1 AND n.kind = 5 AND n.read_at IS NULL
                   AND EXISTS (SELECT 1 FROM notification own
                               WHERE own.user_id = ?2 AND own.kind = 5 AND own.read_at IS NULL
                                 AND own.conversation_id = n.conversation_id))
          AND NOT EXISTS (
              SELECT 1 FROM friendship f
              WHERE f.id = n.friendship_id AND f.state IN (0, 1)
                AND (f.from_id IN (?1, ?2) OR f.to_id IN (?1, ?2))
                AND )" LINNET_BLOCKED(LINNET_FRIEND("f.")) ")"},
    {"sessions", nullptr, "SELECT count(*) FROM session WHERE account_id IN (?1, ?2)"},
    {"reports", nullptr, "SELECT count(*) FROM report WHERE reporter_id IN (?1, ?2)"},
};

Result<qint64> counted(SqlConnection &connection, const char *sql, const Merger &merger)
{
    const auto count =
        Statement(connection, sql).bind(merger.from, merger.into).one([](const SqlRow &row) {
            return row.integer(0);
        });
    if (!count)
        return count.error();
    return count->value_or(0);
}

} // namespace

Result<QJsonObject> forecastMerger(SqlConnection &connection, const Merger &merger)
{
    QJsonObject source{{u"identifiers"_s, 0}};
    QJsonObject target;
    for (const Count &count : Counts) {
        const auto left = count.source ? counted(connection, count.source, merger) : 0;
        if (!left)
            return left.error();
        const auto given = counted(connection, count.target, merger);
        if (!given)
            return given.error();
        source[QLatin1String(count.name)] = *left;
        target[QLatin1String(count.name)] = *given;
    }
    return QJsonObject{{u"source"_s, source}, {u"target"_s, target}};
}

} // namespace linnet
