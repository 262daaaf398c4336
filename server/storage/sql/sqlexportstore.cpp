// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlexportstore.h"

#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/friendshiprow.h"
#include "server/storage/sql/mediarow.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

// clang-format off
#define LINNET_FRIENDSHIPS "SELECT " LINNET_FRIENDSHIP_COLUMNS("") " FROM friendship "
#define LINNET_BLOCKS "SELECT blocker_id, blocked_id, created_at FROM block "
#define LINNET_STARS \
    "SELECT s.user_id, s.conversation_id, s.message_id, m.seq, s.created_at" \
    " FROM star s JOIN message m ON m.id = s.message_id "
#define LINNET_READINGS \
    "SELECT r.conversation_id, r.reader_id, r.after_seq, r.through_seq, r.at FROM reading r "
// clang-format on

ExportedMember exportedMember(const SqlRow &row)
{
    return {.member = toMember(row),
            .hiddenSeq = row.optionalInteger(MemberColumns),
            .mutedUntil = row.optionalTime(MemberColumns + 1)};
}

Block blockOf(const SqlRow &row)
{
    return {row.id<UserId>(0), row.id<UserId>(1), row.time(2)};
}

Star starOf(const SqlRow &row)
{
    return {.user = row.id<UserId>(0),
            .conversation = row.id<ConversationId>(1),
            .message = row.id<MessageId>(2),
            .seq = row.integer(3),
            .at = row.time(4)};
}

ExportedReading readingOf(const SqlRow &row)
{
    return {row.id<ConversationId>(0),
            {.reader = row.id<UserId>(1),
             .after = row.integer(2),
             .through = row.integer(3),
             .at = row.time(4)}};
}

} // namespace

Result<std::vector<Conversation>> SqlExportStore::listConversations(ConversationId after, int limit)
{
    return Statement(m_connection, "SELECT " LINNET_CONVERSATION_COLUMNS("") R"(
        FROM conversation WHERE id > ? ORDER BY id LIMIT ?)")
        .bind(after, limit)
        .fetch([](const SqlRow &row) { return toConversation(row); });
}

Result<std::vector<ExportedMember>> SqlExportStore::listMembers(ConversationId conversation,
                                                                UserId after, int limit)
{
    return Statement(m_connection, "SELECT " LINNET_MEMBER_COLUMNS("") R"(, hidden_seq, muted_until
        FROM member WHERE conversation_id = ? AND user_id > ? ORDER BY user_id LIMIT ?)")
        .bind(conversation, after, limit)
        .fetch(exportedMember);
}

Result<std::vector<Message>> SqlExportStore::listMessages(ConversationId conversation, qint64 after,
                                                          int limit)
{
    return Statement(m_connection, "SELECT " LINNET_MESSAGE_COLUMNS("") R"(
        FROM message WHERE conversation_id = ? AND seq > ? ORDER BY seq LIMIT ?)")
        .bind(conversation, after, limit)
        .fetch([](const SqlRow &row) { return toMessage(row); });
}

Result<std::vector<Media>> SqlExportStore::listFiles(MediaId after, int limit)
{
    return Statement(m_connection, "SELECT " LINNET_MEDIA_COLUMNS("") R"(
        FROM media WHERE id > ? ORDER BY id LIMIT ?)")
        .bind(after, limit)
        .fetch(toMedia);
}

Result<std::vector<Block>> SqlExportStore::listBlocks(const Block &after, int limit)
{
    return Statement(m_connection, LINNET_BLOCKS R"(
        WHERE (blocker_id, blocked_id) > (?, ?) ORDER BY blocker_id, blocked_id LIMIT ?)")
        .bind(after.blocker, after.blocked, limit)
        .fetch(blockOf);
}

Result<std::vector<Friendship>> SqlExportStore::listFriendships(FriendshipId after, int limit)
{
    return Statement(m_connection, LINNET_FRIENDSHIPS "WHERE id > ? ORDER BY id LIMIT ?")
        .bind(after, limit)
        .fetch(toFriendship);
}

Result<std::vector<ExportedReading>> SqlExportStore::listReadings(ConversationId conversation,
                                                                  const ReadingStep &after,
                                                                  int limit)
{
    return Statement(m_connection, LINNET_READINGS R"(
        WHERE r.conversation_id = ? AND (r.through_seq, r.reader_id) > (?, ?)
        ORDER BY r.through_seq, r.reader_id LIMIT ?)")
        .bind(conversation, after.through, after.reader, limit)
        .fetch(readingOf);
}

Result<std::vector<Star>> SqlExportStore::listStars(ConversationId conversation, const Star &after,
                                                    int limit)
{
    return Statement(m_connection, LINNET_STARS R"(
        WHERE m.conversation_id = ? AND m.seq >= ? AND (m.seq, s.user_id) > (?, ?)
        ORDER BY m.seq, s.user_id LIMIT ?)")
        .bind(conversation, after.seq, after.seq, after.user, limit)
        .fetch(starOf);
}

Result<std::vector<Friendship>> SqlExportStore::listFriendshipsOf(UserId user, FriendshipId after,
                                                                  int limit)
{
    return Statement(m_connection, LINNET_FRIENDSHIPS R"(
        WHERE (low_id = ? OR high_id = ?) AND id > ? ORDER BY id LIMIT ?)")
        .bind(user, user, after, limit)
        .fetch(toFriendship);
}

Result<std::vector<Block>> SqlExportStore::listBlocksBy(UserId user, UserId after, int limit)
{
    return Statement(m_connection, LINNET_BLOCKS R"(
        WHERE blocker_id = ? AND blocked_id > ? ORDER BY blocked_id LIMIT ?)")
        .bind(user, after, limit)
        .fetch(blockOf);
}

Result<std::vector<ExportedMember>> SqlExportStore::listMembershipsOf(UserId user,
                                                                      ConversationId after,
                                                                      int limit)
{
    return Statement(m_connection, "SELECT " LINNET_MEMBER_COLUMNS("") R"(, hidden_seq, muted_until
        FROM member WHERE user_id = ? AND conversation_id > ? ORDER BY conversation_id LIMIT ?)")
        .bind(user, after, limit)
        .fetch(exportedMember);
}

Result<std::vector<Star>> SqlExportStore::listStarsOf(UserId user, const Star &after, int limit)
{
    return Statement(m_connection, LINNET_STARS R"(
        WHERE s.user_id = ? AND (s.conversation_id, s.message_id) > (?, ?)
        ORDER BY s.conversation_id, s.message_id LIMIT ?)")
        .bind(user, after.conversation, after.message, limit)
        .fetch(starOf);
}

Result<std::vector<ExportedReading>> SqlExportStore::listReadingsOf(UserId user,
                                                                    const ExportedReading &after,
                                                                    int limit)
{
    return Statement(m_connection, LINNET_READINGS R"(
        JOIN member mb ON mb.conversation_id = r.conversation_id AND mb.user_id = r.reader_id
        WHERE mb.user_id = ? AND (r.conversation_id, r.through_seq) > (?, ?)
        ORDER BY r.conversation_id, r.through_seq LIMIT ?)")
        .bind(user, after.conversation, after.step.through, limit)
        .fetch(readingOf);
}

} // namespace linnet
