// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/conversationmerge.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/conversationcounter.h"
#include "server/storage/sql/directkey.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/sqlconversationstore.h"
#include "server/storage/sql/sqlmemberstore.h"
#include "server/storage/sql/sqlwords.h"
#include "server/storage/sql/statement.h"

#include <algorithm>
#include <limits>

namespace linnet {

namespace {

//! \brief A member, and what is theirs alone.
struct Seat
{
    Member member;
    std::optional<Timestamp> mutedUntil;
    std::optional<qint64> hiddenSeq;

    qint64 end() const { return member.leftSeq.value_or(std::numeric_limits<qint64>::max()); }
};

//! \return what becomes of the two seats of one person. Somebody reads one range of messages: where
//! theirs do not touch it is the later one, as for who comes back to a group.
Seat joined(const Seat &from, const Seat &into)
{
    const Member &one = from.member;
    const Member &other = into.member;
    Seat seat = from.end() > into.end() ? from : into;
    Member &member = seat.member;
    member.user = other.user;
    if (one.joinedSeq <= into.end() && other.joinedSeq <= from.end()) {
        member.joinedSeq = std::min(one.joinedSeq, other.joinedSeq);
        member.joinedAt = std::min(one.joinedAt, other.joinedAt);
    }
    const bool isAdmin =
        (!one.leftSeq && one.role == Role::Admin) || (!other.leftSeq && other.role == Role::Admin);
    member.role = isAdmin ? Role::Admin : Role::Member;
    member.deliveredSeq = std::max(one.deliveredSeq, other.deliveredSeq);
    member.readSeq = std::max(one.readSeq, other.readSeq);
    member.shownReadSeq = std::max(one.shownReadSeq, other.shownReadSeq);
    return seat;
}

Result<std::optional<Seat>> findSeat(SqlConnection &connection, ConversationId conversation,
                                     UserId user)
{
    return Statement(connection, "SELECT " LINNET_MEMBER_COLUMNS("") R"(, muted_until, hidden_seq
        FROM member WHERE conversation_id = ? AND user_id = ?)")
        .bind(conversation, user)
        .one([](const SqlRow &row) {
            return Seat{toMember(row), row.optionalTime(MemberColumns),
                        row.optionalInteger(MemberColumns + 1)};
        });
}

Result<> putSeat(SqlConnection &connection, const Seat &seat)
{
    const Member &member = seat.member;
    return done(Statement(connection, R"(
        INSERT INTO member (conversation_id, user_id, role, joined_at, joined_seq, left_seq,
                            delivered_seq, read_seq, shown_read_seq, change_seq, muted_until,
                            hidden_seq)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (conversation_id, user_id) DO UPDATE SET
            role = excluded.role, joined_at = excluded.joined_at, joined_seq = excluded.joined_seq,
            left_seq = excluded.left_seq, delivered_seq = excluded.delivered_seq,
            read_seq = excluded.read_seq, shown_read_seq = excluded.shown_read_seq,
            change_seq = excluded.change_seq, muted_until = excluded.muted_until,
            hidden_seq = excluded.hidden_seq)")
                    .bind(member.conversation, member.user, toCode(member.role), member.joinedAt,
                          member.joinedSeq, member.leftSeq, member.deliveredSeq, member.readSeq,
                          member.shownReadSeq, member.changeSeq, seat.mutedUntil, seat.hiddenSeq)
                    .run());
}

//! Gives the target a seat as good as the source's and their own.
Result<> moveSeat(SqlConnection &connection, const Seat &from, UserId into)
{
    const ConversationId conversation = from.member.conversation;
    const auto found = findSeat(connection, conversation, into);
    if (!found)
        return found.error();
    const auto counter = countChange(connection, conversation);
    if (!counter)
        return counter.error();
    const std::optional<Seat> &own = *found;
    Seat seat = own ? joined(from, *own) : from;
    seat.member.user = into;
    seat.member.changeSeq = counter->lastChange;
    return putSeat(connection, seat);
}

//! ?1 is the source, ?2 the target, ?3 the conversation; of messages after ?4 and through ?5.
// clang-format off
#define LINNET_MOVED_MESSAGES \
    "conversation_id = ?3 AND seq > ?4 AND seq <= ?5" \
    " AND (sender_id = ?1" \
    "      OR " LINNET_HAS_PART("' ' || mentions || ' '", "' ' || ?1 || ' '") ")"
// clang-format on

//! \brief A message that is to be moved.
struct Found
{
    MessageId id;
    qint64 seq = 0;
    bool isSenders = false; //!< The source wrote it, and is not only named in it.
};

//! \brief Places of messages: after the one and through the other.
struct Range
{
    qint64 after = 0;
    qint64 through = 0;
};

Result<std::vector<Found>> findMessages(SqlConnection &connection, ConversationId conversation,
                                        UserId from, const Range &range, int limit)
{
    // ?2, which nothing asks for here, is the target.
    return Statement(connection,
                     "SELECT id, seq, sender_id = ?1 FROM message WHERE " LINNET_MOVED_MESSAGES
                     " ORDER BY seq LIMIT ?6")
        .bind(from, from, conversation, range.after, range.through, limit)
        .fetch([](const SqlRow &row) {
            return Found{row.id<MessageId>(0), row.integer(1), row.number(2) != 0};
        });
}

//! A client id that both have used goes on being the target's.
Result<int> updateMessages(SqlConnection &connection, ConversationId conversation,
                           const Merger &merger, const Range &range)
{
    auto moved = Statement(connection,
                           R"(
        UPDATE message
        SET sender_id = CASE sender_id WHEN ?1 THEN ?2 ELSE sender_id END,
            client_id = CASE WHEN sender_id = ?1 AND EXISTS (
                                 SELECT 1 FROM message own
                                 WHERE own.conversation_id = ?3 AND own.sender_id = ?2
                                   AND own.client_id = message.client_id)
                             THEN NULL ELSE client_id END,
            mentions = trim(replace(
                ' ' || mentions || ' ', ' ' || ?1 || ' ',
                CASE WHEN )" LINNET_HAS_PART("' ' || mentions || ' '", "' ' || ?2 || ' '") R"(
                     THEN ' ' ELSE ' ' || ?2 || ' ' END)),
            changed_seq = changed.number + (SELECT last_change FROM conversation WHERE id = ?3)
        FROM (SELECT id, row_number() OVER (ORDER BY seq) AS number
              FROM message WHERE )" LINNET_MOVED_MESSAGES R"() AS changed
        WHERE message.id = changed.id)")
                     .bind(merger.from, merger.into, conversation, range.after, range.through)
                     .run();
    if (!moved)
        return moved;
    const auto counted =
        Statement(connection, "UPDATE conversation SET last_change = last_change + ? WHERE id = ?")
            .bind(*moved, conversation)
            .run();
    return counted ? moved : counted;
}

//! What the target comes to have written is none of what they have not read.
Result<> countOwn(SqlConnection &connection, ConversationId conversation, UserId into,
                  const std::vector<Found> &messages)
{
    const auto read = required(Statement(connection, R"(
        SELECT read_seq FROM member WHERE conversation_id = ? AND user_id = ?)")
                                   .bind(conversation, into)
                                   .one([](const SqlRow &row) { return row.integer(0); }),
                               noSuchMember());
    if (!read)
        return read.error();
    const auto count = std::ranges::count_if(messages, [&read](const Found &message) {
        return message.isSenders && message.seq > *read;
    });
    if (count == 0)
        return {};
    return done(Statement(connection, R"(
        UPDATE member SET own_unread = own_unread + ? WHERE conversation_id = ? AND user_id = ?)")
                    .bind(qint64(count), conversation, into)
                    .run());
}

//! Who has taken over somebody's cursor may have read on in messages of their own.
Result<> recountOwn(SqlConnection &connection, ConversationId conversation, UserId user)
{
    return done(Statement(connection, R"(
        UPDATE member
        SET own_unread = (SELECT count(*) FROM message m
                          WHERE m.conversation_id = member.conversation_id
                            AND m.sender_id = member.user_id AND m.seq > member.read_seq)
        WHERE conversation_id = ? AND user_id = ? AND own_unread > 0)")
                    .bind(conversation, user)
                    .run());
}

//! Who synchronises learns of who left a group. Of a direct chat nobody does: the seat is there for
//! as long as messages are the source's, and then given up.
Result<> takeOut(SqlConnection &connection, const Seat &from, ConversationKind kind)
{
    const ConversationId conversation = from.member.conversation;
    const UserId user = from.member.user;
    if (from.member.leftSeq)
        return {};
    if (kind == ConversationKind::Direct)
        return done(Statement(connection, R"(
            UPDATE member SET left_seq = read_seq WHERE conversation_id = ? AND user_id = ?)")
                        .bind(conversation, user)
                        .run());
    const auto left = SqlMemberStore(connection).leave(conversation, user);
    return left ? Result<>() : left.error();
}

Result<UserId> partnerOf(SqlConnection &connection, ConversationId direct, UserId user)
{
    return required(Statement(connection, R"(
        SELECT user_id FROM member WHERE conversation_id = ? AND user_id <> ?)")
                        .bind(direct, user)
                        .one([](const SqlRow &row) { return row.id<UserId>(0); }),
                    noSuchMember());
}

//! Nobody finds the chat by who is in it, and so nobody opens it again.
Result<> closeForGood(SqlConnection &connection, ConversationId direct, Timestamp at)
{
    return done(Statement(connection, R"(
        UPDATE conversation SET direct_key = NULL, closed_at = ? WHERE id = ?)")
                    .bind(at, direct)
                    .run());
}

//! The same pair never has two chats to write in.
Result<> nameDirect(SqlConnection &connection, ConversationId direct, UserId partner,
                    const Merger &merger)
{
    const auto own = SqlConversationStore(connection).findDirect(merger.into, partner);
    if (!own)
        return own.error();
    if (*own)
        return closeForGood(connection, direct, merger.at);
    return done(Statement(connection, "UPDATE conversation SET direct_key = ? WHERE id = ?")
                    .bind(directKey(merger.into, partner), direct)
                    .run());
}

Result<> giveOwnership(SqlConnection &connection, ConversationId conversation, const Merger &merger)
{
    return done(Statement(connection, R"(
        UPDATE conversation SET created_by = ? WHERE id = ? AND created_by = ?)")
                    .bind(merger.into, conversation, merger.from)
                    .run());
}

Result<> replaceMember(SqlConnection &connection, const Conversation &conversation,
                       const Merger &merger)
{
    const auto from = required(findSeat(connection, conversation.id, merger.from), noSuchMember());
    if (!from)
        return from.error();
    if (auto moved = moveSeat(connection, *from, merger.into); !moved)
        return moved;
    if (auto counted = recountOwn(connection, conversation.id, merger.into); !counted)
        return counted;
    if (auto out = takeOut(connection, *from, conversation.kind); !out)
        return out;
    return giveOwnership(connection, conversation.id, merger);
}

Result<bool> hasMessages(SqlConnection &connection, ConversationId conversation, UserId sender)
{
    const auto found = Statement(connection, R"(
        SELECT 1 FROM message WHERE conversation_id = ? AND sender_id = ? LIMIT 1)")
                           .bind(conversation, sender)
                           .one([](const SqlRow &) { return true; });
    if (!found)
        return found.error();
    return found->has_value();
}

} // namespace

Result<> takeSeat(SqlConnection &connection, ConversationId conversation, const Merger &merger)
{
    const auto chat = SqlConversationStore(connection).locate(conversation);
    if (!chat)
        return chat.error();
    if (chat->kind == ConversationKind::Group)
        return replaceMember(connection, *chat, merger);
    const auto found = findSeat(connection, conversation, merger.from);
    if (!found)
        return found.error();
    if (const auto &seat = *found; seat && seat->member.leftSeq)
        return {}; // It is taken: nobody else leaves a direct chat.
    const auto partner = partnerOf(connection, conversation, merger.from);
    if (!partner)
        return partner.error();
    if (*partner == merger.into)
        return closeForGood(connection, conversation, merger.at);
    if (auto replaced = replaceMember(connection, *chat, merger); !replaced)
        return replaced;
    return nameDirect(connection, conversation, *partner, merger);
}

Result<MovedMessages> moveMessages(SqlConnection &connection, ConversationId conversation,
                                   const Merger &merger, const MessageBounds &bounds)
{
    const auto found = SqlConversationStore(connection).locate(conversation);
    if (!found)
        return found.error();
    Range range{bounds.after, std::min(bounds.after + bounds.looks, found->lastSeq)};
    const auto messages = findMessages(connection, conversation, merger.from, range, bounds.rows);
    if (!messages)
        return messages.error();
    if (messages->size() == size_t(bounds.rows))
        range.through = messages->back().seq;
    MovedMessages moved{.through = range.through, .isEnd = range.through >= found->lastSeq};
    if (!messages->empty()) {
        const auto updated = updateMessages(connection, conversation, merger, range);
        if (!updated)
            return updated.error();
        if (const auto counted = countOwn(connection, conversation, merger.into, *messages);
            !counted)
            return counted.error();
    }
    for (const Found &message : *messages)
        moved.messages.push_back(message.id);
    if (!moved.isEnd)
        return moved;
    // Somebody may have brought in what they had written long ago.
    const auto isLeft = hasMessages(connection, conversation, merger.from);
    if (!isLeft)
        return isLeft.error();
    if (*isLeft)
        moved.through = 0;
    moved.isEnd = !*isLeft;
    return moved;
}

Result<MovedReadings> moveReadings(SqlConnection &connection, ConversationId conversation,
                                   const Merger &merger, qint64 after, int limit)
{
    const auto places = Statement(connection, R"(
        SELECT through_seq FROM reading WHERE conversation_id = ? AND through_seq > ?
        ORDER BY through_seq LIMIT ?)")
                            .bind(conversation, after, limit)
                            .fetch([](const SqlRow &row) { return row.integer(0); });
    if (!places)
        return places.error();
    if (places->empty())
        return MovedReadings{.through = after, .isEnd = true};
    const auto moved = Statement(connection, R"(
        UPDATE reading SET reader_id = ?
        WHERE conversation_id = ? AND through_seq > ? AND through_seq <= ? AND reader_id = ?)")
                           .bind(merger.into, conversation, after, places->back(), merger.from)
                           .run();
    if (!moved)
        return moved.error();
    return MovedReadings{.rows = *moved, .looks = int(places->size()), .through = places->back()};
}

Result<> giveUpSeat(SqlConnection &connection, ConversationId conversation, UserId user)
{
    return done(Statement(connection, R"(
        DELETE FROM member WHERE conversation_id = ? AND user_id = ? AND left_seq IS NOT NULL)")
                    .bind(conversation, user)
                    .run());
}

} // namespace linnet
