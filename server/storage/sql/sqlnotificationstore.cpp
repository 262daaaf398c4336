// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlnotificationstore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace linnet {

namespace {

// clang-format off
#define LINNET_NOTIFICATION_COLUMNS(n) \
    n "id, " n "user_id, " n "kind, " n "actor_id, " n "friendship_id, " n "conversation_id, " \
    n "message_id, " n "data, " n "created_at, " n "read_at"

#define LINNET_NOTIFICATION_VIEW \
    "SELECT " LINNET_NOTIFICATION_COLUMNS("n.") ", f.state, " LINNET_USER_COLUMNS("a.") \
    ", " LINNET_GREATER_OF("coalesce(mb.left_seq, c.last_seq) - mb.read_seq - mb.own_unread", "0") ", m.id" \
    " FROM notification n" \
    " LEFT JOIN friendship f ON f.id = n.friendship_id" \
    " LEFT JOIN account a ON a.id = n.actor_id" \
    " LEFT JOIN member mb ON n.kind = 5 AND n.read_at IS NULL" \
    " AND mb.conversation_id = n.conversation_id AND mb.user_id = n.user_id" \
    " LEFT JOIN conversation c ON c.id = mb.conversation_id" \
    " LEFT JOIN message m ON m.conversation_id = c.id" \
    " AND m.seq = coalesce(mb.left_seq, c.last_seq) "
// clang-format on

constexpr int NotificationColumns = 10;

QString toText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

template <typename AnyId>
std::optional<AnyId> optionalId(const SqlRow &row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(row.id<AnyId>(column));
}

Notification notificationOf(const SqlRow &row)
{
    return {.id = row.id<NotificationId>(0),
            .user = row.id<UserId>(1),
            .kind = fromCode<NotificationKind>(row.number(2)),
            .actor = optionalId<UserId>(row, 3),
            .friendship = optionalId<FriendshipId>(row, 4),
            .conversation = optionalId<ConversationId>(row, 5),
            .message = optionalId<MessageId>(row, 6),
            .data = QJsonDocument::fromJson(row.text(7).toUtf8()).object(),
            .createdAt = row.time(8),
            .readAt = row.optionalTime(9)};
}

NotificationView viewOf(const SqlRow &row)
{
    constexpr int State = NotificationColumns;
    constexpr int Actor = State + 1;
    constexpr int Unread = Actor + UserColumns;
    constexpr int Newest = Unread + 1;
    NotificationView view{notificationOf(row), std::nullopt, std::nullopt};
    if (!row.isNull(State))
        view.friendship = fromCode<FriendshipState>(row.number(State));
    if (!row.isNull(Actor))
        view.actor = toUser(row, Actor);
    if (!row.isNull(Unread))
        view.notification.data[MessageCountKey] = row.integer(Unread);
    if (!row.isNull(Newest))
        view.notification.message = row.id<MessageId>(Newest);
    return view;
}

NotificationId idOf(const SqlRow &row)
{
    return row.id<NotificationId>(0);
}

template <typename AnyId>
QString toJsonArray(const std::vector<AnyId> &ids)
{
    QJsonArray array;
    for (const AnyId id : ids)
        array.append(id.toString());
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

} // namespace

Result<> SqlNotificationStore::add(const Notification &notification)
{
    return done(Statement(m_connection, R"(
        INSERT INTO notification (id, user_id, kind, actor_id, friendship_id, conversation_id,
                                  message_id, data, created_at, read_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?))")
                    .bind(notification.id, notification.user, toCode(notification.kind),
                          notification.actor, notification.friendship, notification.conversation,
                          notification.message, toText(notification.data), notification.createdAt,
                          notification.readAt)
                    .run());
}

Result<Notification> SqlNotificationStore::find(NotificationId id, UserId user)
{
    return required(Statement(m_connection, "SELECT " LINNET_NOTIFICATION_COLUMNS("") R"(
        FROM notification WHERE id = ? AND user_id = ?)")
                        .bind(id, user)
                        .one(notificationOf),
                    noSuchNotification());
}

// The kind is written out in what follows: the index is of that kind alone.

Result<std::vector<Unaware>> SqlNotificationStore::listUnaware(ConversationId conversation,
                                                               const std::vector<UserId> &among,
                                                               Timestamp now)
{
    return Statement(m_connection, R"(
        SELECT mb.user_id, c.last_seq - mb.read_seq - mb.own_unread
        FROM )" LINNET_BOUND_IDS R"( u
        JOIN member mb ON mb.conversation_id = ? AND mb.user_id = u.id
        JOIN conversation c ON c.id = mb.conversation_id
        WHERE mb.left_seq IS NULL AND c.last_seq > mb.read_seq + mb.own_unread
          AND coalesce(mb.muted_until, 0) <= ?
          AND NOT EXISTS (SELECT 1 FROM notification n
                          WHERE n.user_id = mb.user_id AND n.conversation_id = mb.conversation_id
                            AND n.kind = 5 AND n.read_at IS NULL))")
        .bind(toJsonArray(among), conversation, now)
        .fetch([](const SqlRow &row) {
            return Unaware{row.id<UserId>(0), row.integer(1)};
        });
}

Result<std::vector<NotificationId>> SqlNotificationStore::markRead(UserId user,
                                                                   ConversationId conversation,
                                                                   Timestamp at)
{
    return Statement(m_connection, R"(
        UPDATE notification SET read_at = ?
        WHERE user_id = ? AND conversation_id = ? AND kind = 5 AND read_at IS NULL
        RETURNING id)")
        .bind(at, user, conversation)
        .fetch(idOf);
}

Result<std::vector<NotificationView>> SqlNotificationStore::list(const NotificationPage &page)
{
    if (page.which == NotificationPage::Which::Unread)
        return Statement(m_connection, LINNET_NOTIFICATION_VIEW R"(
            WHERE n.user_id = ? AND n.read_at IS NULL AND n.id < ? ORDER BY n.id DESC LIMIT ?)")
            .bind(page.user, page.before, page.limit)
            .fetch(viewOf);
    return Statement(m_connection, LINNET_NOTIFICATION_VIEW R"(
        WHERE n.user_id = ? AND n.id < ? ORDER BY n.id DESC LIMIT ?)")
        .bind(page.user, page.before, page.limit)
        .fetch(viewOf);
}

Result<qint64> SqlNotificationStore::countUnread(UserId user, NotificationScope scope)
{
    const auto counted = Statement(m_connection, R"(
        SELECT count(CASE WHEN CAST(? AS INTEGER) = 0 THEN id ELSE actor_id END)
        FROM notification WHERE user_id = ? AND read_at IS NULL)")
                             .bind(scope == NotificationScope::OfSomebody, user)
                             .one([](const SqlRow &row) { return row.integer(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

Result<std::vector<NotificationId>> SqlNotificationStore::mark(const NotificationMark &mark)
{
    // What is as it shall be already is not touched.
    if (!mark.ids)
        return Statement(m_connection, R"(
            UPDATE notification SET read_at = ?
            WHERE user_id = ? AND (read_at IS NULL) <> (CAST(? AS INTEGER) = 0) RETURNING id)")
            .bind(mark.readAt, mark.user, mark.readAt.has_value())
            .fetch(idOf);
    return Statement(m_connection, R"(
        UPDATE notification SET read_at = ?
        WHERE user_id = ? AND (read_at IS NULL) <> (CAST(? AS INTEGER) = 0)
              AND id IN )" LINNET_BOUND_IDS R"(
        RETURNING id)")
        .bind(mark.readAt, mark.user, mark.readAt.has_value(), toJsonArray(*mark.ids))
        .fetch(idOf);
}

Result<std::vector<NotificationId>> SqlNotificationStore::listAbout(UserId user,
                                                                    FriendshipId friendship)
{
    return Statement(m_connection, R"(
        SELECT id FROM notification WHERE friendship_id = ? AND user_id = ? ORDER BY id)")
        .bind(friendship, user)
        .fetch(idOf);
}

Result<> SqlNotificationStore::removeAbout(UserId user, FriendshipId friendship)
{
    return done(Statement(m_connection, R"(
        DELETE FROM notification WHERE friendship_id = ? AND user_id = ?)")
                    .bind(friendship, user)
                    .run());
}

Result<> SqlNotificationStore::prune(UserId user, int most, int kept)
{
    constexpr int AtOnce = 200;
    const auto surplus = Statement(m_connection, R"(
        SELECT 1 FROM notification WHERE user_id = ? ORDER BY id LIMIT 1 OFFSET ?)")
                             .bind(user, most)
                             .one([](const SqlRow &) { return true; });
    if (!surplus)
        return surplus.error();
    if (!*surplus)
        return {};
    return done(Statement(m_connection, R"(
        DELETE FROM notification WHERE id IN (
            SELECT id FROM notification WHERE user_id = ?
            ORDER BY CASE WHEN read_at IS NULL THEN 0 ELSE 1 END, id DESC LIMIT ? OFFSET ?))")
                    .bind(user, AtOnce, kept)
                    .run());
}

} // namespace linnet
