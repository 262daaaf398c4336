// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmediastore.h"

#include "common/domain/notfound.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/outcome.h"
#include "server/storage/sql/statement.h"

namespace linnet {

namespace {

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
    return required(Statement(m_connection, R"(
        SELECT id, name, sha256, size, content_type, kind, original_name, owner_id,
               width, height, thumbnail_sha256, created_at
        FROM media WHERE name = ?)")
                        .bind(name)
                        .one(toMedia),
                    noSuchMedia());
}

} // namespace linnet
