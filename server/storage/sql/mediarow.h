// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/media.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/sqlrow.h"

namespace linnet {

//! The columns that toMedia() reads, of a table that is called \p f: "f."
#define LINNET_MEDIA_COLUMNS(f)                                                                    \
    f "id, " f "name, " f "sha256, " f "size, " f "content_type, " f "kind, " f                    \
      "original_name, " f "owner_id, " f "width, " f "height, " f "thumbnail_sha256, " f           \
      "created_at, " f "removed_at, " f "removal"

inline Media toMedia(const SqlRow &row)
{
    Media media{.id = row.id<MediaId>(0),
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
                .createdAt = row.time(11),
                .removal = {}};
    if (const auto at = row.optionalTime(12))
        media.removal = MediaRemoval{*at, fromCode<MediaRemoval::Why>(row.number(13))};
    return media;
}

} // namespace linnet
