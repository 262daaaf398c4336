// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlconversationstore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/directkey.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/statement.h"

#include <limits>
#include <set>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Conversation conversationOf(const SqlRow &row)
{
    return toConversation(row);
}

ConversationView viewOf(const SqlRow &row)
{
    constexpr int LastMessage = ConversationColumns;
    constexpr int Other = LastMessage + MessageColumns;
    constexpr int Unread = Other + UserColumns;
    constexpr int MutedUntil = Unread + 1;
    constexpr int LastSenderName = MutedUntil + 1;
    ConversationView view{.conversation = toConversation(row),
                          .unread = row.integer(Unread),
                          .mutedUntil = row.optionalTime(MutedUntil),
                          .lastSenderName = row.text(LastSenderName)};
    if (!row.isNull(LastMessage))
        view.lastMessage = toMessage(row, LastMessage);
    if (!row.isNull(Other))
        view.other = toUser(row, Other);
    return view;
}

} // namespace

Result<Conversation> SqlConversationStore::find(ConversationId id, UserId viewer)
{
    return required(Statement(m_connection, "SELECT " LINNET_CONVERSATION_COLUMNS("c.") R"(
        FROM conversation c
        JOIN member mb ON mb.conversation_id = c.id
        WHERE c.id = ? AND mb.user_id = ?)")
                        .bind(id, viewer)
                        .one(conversationOf),
                    noSuchConversation());
}

Result<Conversation> SqlConversationStore::locate(ConversationId id)
{
    return required(Statement(m_connection, "SELECT " LINNET_CONVERSATION_COLUMNS("") R"(
        FROM conversation WHERE id = ?)")
                        .bind(id)
                        .one(conversationOf),
                    noSuchConversation());
}

Result<> SqlConversationStore::setClosed(ConversationId id, std::optional<Timestamp> at)
{
    return done(Statement(m_connection, "UPDATE conversation SET closed_at = ? WHERE id = ?")
                    .bind(at, id)
                    .run());
}

Result<std::optional<Conversation>> SqlConversationStore::findDirect(UserId one, UserId other)
{
    return Statement(m_connection, "SELECT " LINNET_CONVERSATION_COLUMNS("") R"(
        FROM conversation WHERE direct_key = ?)")
        .bind(directKey(one, other))
        .one(conversationOf);
}

Result<Conversation> SqlConversationStore::addDirect(const Conversation &conversation, UserId other)
{
    const UserId creator = conversation.createdBy;
    const auto added = insert(conversation, directKey(creator, other));
    if (!added)
        return added.error();
    if (*added) {
        for (const UserId user : std::set{creator, other}) {
            if (const auto joined = insertMember(conversation, user, Role::Member); !joined)
                return joined.error();
        }
    }
    return required(findDirect(creator, other), noSuchConversation());
}

Result<> SqlConversationStore::addGroup(const Conversation &group,
                                        const std::vector<UserId> &others)
{
    if (const auto added = insert(group, std::nullopt); !added)
        return added.error();
    if (const auto joined = insertMember(group, group.createdBy, Role::Admin); !joined)
        return joined;
    std::set<UserId> members(others.begin(), others.end());
    members.erase(group.createdBy);
    for (const UserId user : members) {
        if (const auto joined = insertMember(group, user, Role::Member); !joined)
            return joined;
    }
    return {};
}

Result<Conversation> SqlConversationStore::update(const Conversation &conversation)
{
    const Timestamp at = conversation.updatedAt;
    return required(Statement(m_connection, R"(
        UPDATE conversation
        SET title = ?, avatar_url = ?, bio = ?, created_by = ?, last_change = last_change + 1,
            frozen_at = CASE WHEN ? THEN coalesce(frozen_at, ?) END,
            updated_at = CASE WHEN updated_at > ? THEN updated_at ELSE ? END
        WHERE id = ?
        RETURNING )" LINNET_CONVERSATION_COLUMNS(""))
                        .bind(conversation.title, conversation.avatarUrl, conversation.bio,
                              conversation.createdBy, conversation.isFrozen, at, at, at,
                              conversation.id)
                        .one(conversationOf),
                    noSuchConversation());
}

Result<std::vector<ConversationView>> SqlConversationStore::list(
    UserId user, std::optional<ConversationCursor> after, int limit, Hidden hidden)
{
    constexpr auto Newest = std::numeric_limits<qint64>::max();
    const qint64 updatedAt = after ? after->updatedAt.time_since_epoch().count() : Newest;
    const qint64 id = after ? after->id.value() : Newest;
    // The page is cut before anything is joined to it.
    return Statement(m_connection,
                     "SELECT " LINNET_CONVERSATION_COLUMNS("c.") ", " LINNET_MESSAGE_COLUMNS(
                         "m.") ", " LINNET_USER_COLUMNS("a.") R"(, c.unread, c.muted_until,
            s.display_name
        FROM (
            SELECT )" LINNET_CONVERSATION_COLUMNS("v.") R"(, mb.user_id, mb.joined_seq, mb.muted_until,
                v.last_seq - mb.read_seq - mb.own_unread AS unread
            FROM member mb
            JOIN conversation v ON v.id = mb.conversation_id
            WHERE mb.user_id = ? AND mb.left_seq IS NULL AND (v.updated_at, v.id) < (?, ?)
              AND (mb.hidden_seq IS NULL OR v.last_seq > mb.hidden_seq OR ?)
            ORDER BY v.updated_at DESC, v.id DESC LIMIT ?) AS c
        LEFT JOIN message m
            ON m.conversation_id = c.id AND m.seq = c.last_seq AND m.seq > c.joined_seq
        LEFT JOIN account s ON s.id = m.sender_id
        LEFT JOIN member o
            ON c.kind = 0 AND o.conversation_id = c.id AND o.user_id <> c.user_id
               AND o.left_seq IS NULL
        LEFT JOIN account a ON a.id = o.user_id
        ORDER BY c.updated_at DESC, c.id DESC)")
        .bind(user, updatedAt, id, hidden == Hidden::Included, limit)
        .fetch(viewOf);
}

Result<bool> SqlConversationStore::insert(const Conversation &conversation,
                                          const std::optional<QString> &directKey)
{
    const auto added =
        Statement(m_connection, R"(
        INSERT INTO conversation (id, kind, title, avatar_url, bio, direct_key, created_by,
                                  created_at, updated_at, last_change)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (direct_key) DO NOTHING)")
            .bind(conversation.id, toCode(conversation.kind), conversation.title,
                  conversation.avatarUrl, conversation.bio, directKey, conversation.createdBy,
                  conversation.createdAt, conversation.updatedAt, conversation.lastChange + 1)
            .run();
    if (!added)
        return added.error();
    return *added > 0;
}

Result<> SqlConversationStore::insertMember(const Conversation &conversation, UserId user,
                                            Role role)
{
    const auto added = Statement(m_connection, R"(
        INSERT INTO member (conversation_id, user_id, role, joined_at, joined_seq,
                            delivered_seq, read_seq, change_seq)
        VALUES (?, ?, ?, ?, 0, 0, 0, ?))")
                           .bind(conversation.id, user, toCode(role), conversation.createdAt,
                                 conversation.lastChange + 1)
                           .run();
    if (!added)
        return added.error();
    return {};
}

} // namespace linnet
