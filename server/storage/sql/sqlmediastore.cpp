// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmediastore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/mediarow.h"
#include "server/storage/sql/mediause.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

namespace linnet {

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
        Statement(m_connection, "SELECT " LINNET_MEDIA_COLUMNS("") " FROM media WHERE name = ?")
            .bind(name)
            .one(toMedia),
        noSuchMedia());
}

Result<std::vector<Media>> SqlMediaStore::listUnneeded(UserId owner, int limit)
{
    return Statement(m_connection, "SELECT " LINNET_MEDIA_COLUMNS("f.") R"(
        FROM media f
        WHERE f.owner_id = ?
          AND NOT )" LINNET_FILE_IS_SENT("f.") R"(
          AND NOT EXISTS (
              SELECT 1 FROM conversation c
              WHERE c.avatar_url <> '' AND c.avatar_file = CAST(f.name AS TEXT))
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
        SELECT 1
        WHERE EXISTS (SELECT 1 FROM media WHERE sha256 = ? AND removed_at IS NULL)
           OR EXISTS (SELECT 1 FROM media WHERE thumbnail_sha256 = ? AND removed_at IS NULL))")
                           .bind(sha256, sha256)
                           .one([](const SqlRow &row) { return row.integer(0) == 1; });
    if (!found)
        return found.error();
    return found->has_value();
}

} // namespace linnet
