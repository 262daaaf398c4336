// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmediastore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

#define LINNET_MEDIA_COLUMNS                                                                       \
    "id, name, sha256, size, content_type, kind, original_name, owner_id, width, height, "         \
    "thumbnail_sha256, created_at"

Media toMedia(const SqlRow &row)
{
    return {.id = row.id<MediaId>(0),
            .name = row.bytes(1),
            .sha256 = row.bytes(2),
            .size = row.integer(3),
            .contentType = row.bytes(4),
            .kind = fromCode<MessageKind>(row.number(5)),
            .originalName = row.text(6),
            .owner = row.id<UserId>(7),
            .width = row.number(8),
            .height = row.number(9),
            .thumbnailSha256 = row.bytes(10),
            .createdAt = row.time(11)};
}

} // namespace

Result<> SqlMediaStore::add(const Media &media)
{
    const auto thumbnail =
        media.thumbnailSha256.isEmpty() ? std::nullopt : std::optional(media.thumbnailSha256);
    const auto added = Statement(m_connection, R"(
        INSERT INTO media (id, name, sha256, size, content_type, kind, original_name, owner_id,
                           width, height, thumbnail_sha256, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))")
                           .bind(media.id, media.name, media.sha256, media.size, media.contentType,
                                 toCode(media.kind), media.originalName, media.owner, media.width,
                                 media.height, thumbnail, media.createdAt)
                           .run();
    if (!added)
        return added.error();
    return {};
}

Result<Media> SqlMediaStore::find(const QByteArray &name)
{
    return required(
        Statement(m_connection, "SELECT " LINNET_MEDIA_COLUMNS R"( FROM media WHERE name = ?)")
            .bind(name)
            .one(toMedia),
        noSuchMedia());
}

//! What an address calls last is compared as the index of messages has it.
Result<std::vector<Media>> SqlMediaStore::listUnneeded(UserId owner, int limit)
{
    return Statement(m_connection, "SELECT " LINNET_MEDIA_COLUMNS R"(
        FROM media
        WHERE owner_id = ?
          AND NOT EXISTS (
              SELECT 1 FROM message m
              WHERE m.media_url <> ''
                AND replace(m.media_url, rtrim(m.media_url, replace(m.media_url, '/', '')), '')
                    = CAST(media.name AS TEXT))
          AND NOT EXISTS (
              SELECT 1 FROM member mb JOIN conversation c ON c.id = mb.conversation_id
              WHERE mb.user_id = media.owner_id AND c.avatar_url <> ''
                AND replace(c.avatar_url, rtrim(c.avatar_url, replace(c.avatar_url, '/', '')), '')
                    = CAST(media.name AS TEXT))
        LIMIT ?)")
        .bind(owner, limit)
        .fetch(toMedia);
}

Result<> SqlMediaStore::remove(MediaId id)
{
    return done(Statement(m_connection, "DELETE FROM media WHERE id = ?").bind(id).run());
}

Result<bool> SqlMediaStore::refersTo(const QByteArray &sha256)
{
    const auto found = Statement(m_connection, R"(
        SELECT 1 WHERE EXISTS (SELECT 1 FROM media WHERE sha256 = ?)
                    OR EXISTS (SELECT 1 FROM media WHERE thumbnail_sha256 = ?))")
                           .bind(sha256, sha256)
                           .one([](const SqlRow &row) { return row.integer(0) == 1; });
    if (!found)
        return found.error();
    return found->has_value();
}

} // namespace linnet
