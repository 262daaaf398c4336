// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/rows.h"

#include "server/storage/sql/enumcodes.h"

#include <QStringTokenizer>

namespace linnet {

QString toMentionText(const std::vector<UserId> &mentions)
{
    QString text;
    for (const UserId user : mentions)
        text += (text.isEmpty() ? QString() : QString(u' ')) + user.toString();
    return text;
}

namespace {

std::vector<UserId> toMentions(const SqlRow &row, int column)
{
    std::vector<UserId> mentions;
    if (row.isNull(column))
        return mentions;
    const QString text = row.text(column);
    for (const QStringView id : qTokenize(text, u' '))
        mentions.emplace_back(id.toLongLong());
    return mentions;
}

Privacy toPrivacy(const SqlRow &row, int first)
{
    return {.lastSeen = fromCode<Audience>(row.number(first)),
            .avatar = fromCode<Audience>(row.number(first + 1)),
            .groups = fromCode<Audience>(row.number(first + 2)),
            .readReceipts = row.number(first + 3) != 0};
}

} // namespace

Conversation toConversation(const SqlRow &row, int first)
{
    return {.id = row.id<ConversationId>(first),
            .kind = fromCode<ConversationKind>(row.number(first + 1)),
            .title = row.text(first + 2),
            .avatarUrl = row.text(first + 3),
            .createdBy = row.id<UserId>(first + 4),
            .createdAt = row.time(first + 5),
            .updatedAt = row.time(first + 6),
            .lastSeq = row.integer(first + 7),
            .lastChange = row.integer(first + 8),
            .isClosed = !row.isNull(first + 10),
            .bio = row.text(first + 9),
            .isFrozen = !row.isNull(first + 11)};
}

Member toMember(const SqlRow &row, int first)
{
    return {.conversation = row.id<ConversationId>(first),
            .user = row.id<UserId>(first + 1),
            .role = fromCode<Role>(row.number(first + 2)),
            .joinedAt = row.time(first + 3),
            .joinedSeq = row.integer(first + 4),
            .leftSeq = row.optionalInteger(first + 5),
            .deliveredSeq = row.integer(first + 6),
            .readSeq = row.integer(first + 7),
            .shownReadSeq = row.integer(first + 9),
            .changeSeq = row.integer(first + 8)};
}

Message toMessage(const SqlRow &row, int first)
{
    Message message{.id = row.id<MessageId>(first),
                    .conversation = row.id<ConversationId>(first + 1),
                    .seq = row.integer(first + 2),
                    .changeSeq = row.integer(first + 3),
                    .sender = row.id<UserId>(first + 4),
                    .clientId = row.text(first + 5),
                    .kind = fromCode<MessageKind>(row.number(first + 6)),
                    .body = row.text(first + 7),
                    .mediaUrl = row.text(first + 8),
                    .mediaThumbnail = row.text(first + 9),
                    .mediaSize = row.integer(first + 10),
                    .createdAt = row.time(first + 12),
                    .editedAt = row.optionalTime(first + 13),
                    .deletedAt = row.optionalTime(first + 14),
                    .mentions = toMentions(row, first + 15)};
    if (const auto membership = row.optionalInteger(first + 16))
        message.membership = fromCode<Membership>(int(*membership));
    if (const auto replyTo = row.optionalInteger(first + 11))
        message.replyTo = MessageId(*replyTo);
    return message;
}

User toUser(const SqlRow &row, int first)
{
    return {.id = row.id<UserId>(first),
            .phone = row.text(first + 1),
            .email = row.text(first + 2),
            .username = row.text(first + 3),
            .displayName = row.text(first + 4),
            .avatarUrl = row.text(first + 5),
            .statusText = row.text(first + 6),
            .bio = row.text(first + 7),
            .privacy = toPrivacy(row, first + 11),
            .isEmailVerified = !row.isNull(first + 8),
            .createdAt = row.time(first + 9),
            .updatedAt = row.time(first + 10),
            .language = row.text(first + 15)};
}

} // namespace linnet
