// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/messageinsert.h"

#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/rows.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

std::optional<QString> storedClientId(const Message &draft)
{
    return draft.clientId.isEmpty() ? std::nullopt : std::optional(draft.clientId);
}

std::optional<QString> storedMentions(const Message &draft)
{
    return draft.mentions.empty() ? std::nullopt : std::optional(toMentionText(draft.mentions));
}

std::optional<int> storedMembership(const Message &draft)
{
    return draft.membership ? std::optional(toCode(*draft.membership)) : std::nullopt;
}

//! FNV-1a, taken on from \p hash: cheap, and the same on every machine for ever.
quint64 hashOn(quint64 hash, QStringView text)
{
    constexpr quint64 Prime = 1099511628211U;
    for (const QChar c : text)
        hash = (hash ^ c.unicode()) * Prime;
    return hash * Prime; // No text contains U+0000, so this ends it.
}

} // namespace

qint64 fingerprintOf(const Message &draft, const QByteArray &file)
{
    constexpr quint64 Start = 14695981039346656037U;
    quint64 hash = Start + quint64(toCode(draft.kind));
    hash = hashOn(hash, draft.replyTo.value_or(MessageId()).toString());
    hash = hashOn(hash, file.isEmpty() ? draft.mediaUrl : QString::fromLatin1(file.toHex()));
    hash = hashOn(hash, draft.body);
    return qint64(hash);
}

Result<bool> insertMessage(SqlConnection &connection, const Message &message, qint64 fingerprint)
{
    return changedAny(Statement(connection, R"(
        INSERT INTO message (id, conversation_id, seq, change_seq, sender_id, client_id, fingerprint,
                             kind, body, media_url, media_thumbnail, media_size, reply_to,
                             created_at, mentions, membership, edited_at, deleted_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (conversation_id, sender_id, client_id) DO NOTHING)")
                          .bind(message.id, message.conversation, message.seq, message.changeSeq,
                                message.sender, storedClientId(message), fingerprint,
                                toCode(message.kind), message.body, message.mediaUrl,
                                message.mediaThumbnail, message.mediaSize, message.replyTo,
                                message.createdAt, storedMentions(message),
                                storedMembership(message), message.editedAt, message.deletedAt)
                          .run());
}

} // namespace linnet
