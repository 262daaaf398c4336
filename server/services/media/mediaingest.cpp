// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/media/mediaingest.h"

#include "server/services/media/filmsound.h"
#include "server/services/media/mediatype.h"
#include "server/services/media/metadatastripper.h"
#include "server/services/media/thumbnailer.h"

#include <QFile>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error unsupported()
{
    return {Error::Kind::UnsupportedType, "unsupported_media_type"_L1,
            u"file is of a type that is not accepted."_s};
}

Error noPicture()
{
    return {Error::Kind::UnsupportedType, "unsupported_media_type"_L1,
            u"file must be a picture."_s};
}

Error unreadableImage()
{
    return {Error::Kind::InvalidInput, "unreadable_image"_L1,
            u"file is an image that is damaged or too large."_s};
}

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::Internal, "internal"_L1, u"The file could not be read."_s,
                     path + u": "_s + file.errorString()};
    return file.readAll();
}

std::optional<MediaType> typeOf(const QByteArray &content)
{
    auto type = detectMediaType(
        QByteArrayView(content).first(std::min<qsizetype>(content.size(), MediaHeadBytes)));
    if (type && type->contentType == "video/mp4" && isSoundAlone(content))
        return MediaType{"audio/mp4", MessageKind::Audio, "m4a"};
    return type;
}

Result<Media> ingestImage(const QByteArray &content, Media media, BlobStore &blobs)
{
    const auto clean = stripMetadata(content, media.contentType);
    if (!clean)
        return unreadableImage();
    if (canMakeThumbnail(media.contentType)) {
        const auto thumbnail = makeThumbnail(*clean);
        if (!thumbnail)
            return unreadableImage();
        const auto small = blobs.add(thumbnail->jpeg);
        if (!small)
            return small.error();
        media.thumbnailSha256 = *small;
        media.width = thumbnail->imageSize.width();
        media.height = thumbnail->imageSize.height();
    }
    const auto whole = blobs.add(*clean);
    if (!whole)
        return whole.error();
    media.sha256 = *whole;
    media.size = clean->size();
    return media;
}

} // namespace

Result<Media> ingestMedia(const QString &path, MediaFilter filter, BlobStore &blobs)
{
    const auto content = contentOf(path);
    if (!content)
        return content.error();
    const auto type = typeOf(*content);
    if (filter == MediaFilter::Pictures && (!type || type->kind != MessageKind::Image))
        return noPicture();
    if (!type)
        return unsupported();

    Media media;
    media.contentType = type->contentType;
    media.kind = type->kind;
    media.name = type->extension; // The service puts the secret in front.
    if (type->kind == MessageKind::Image)
        return ingestImage(*content, std::move(media), blobs);
    const auto stored = blobs.add(*content);
    if (!stored)
        return stored.error();
    media.sha256 = *stored;
    media.size = content->size();
    return media;
}

} // namespace linnet
