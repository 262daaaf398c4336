// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/mediapath.h"

using namespace Qt::StringLiterals;

namespace linnet {

QString mediaPath(const Media &media)
{
    return "/api/v1/media/files/"_L1 + QString::fromLatin1(media.name);
}

QString thumbnailPath(const Media &media)
{
    if (media.thumbnailSha256.isEmpty())
        return {};
    return "/api/v1/media/thumbnails/thumb_"_L1 + QString::fromLatin1(media.name);
}

} // namespace linnet
