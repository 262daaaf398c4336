// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonemedia.h"

#include "server/dialects/phone/phonecodec.h"
#include "server/dialects/shared/pictures.h"

namespace linnet::phone {

using namespace Qt::StringLiterals;

namespace {

constexpr auto ThumbnailPrefix = "thumb_"_L1;

QJsonObject uploaded(const Media &media)
{
    const QString thumbnail = thumbnailPath(media);
    return {{u"mediaUrl"_s, mediaPath(media)},
            {u"mediaThumbnail"_s, thumbnail.isEmpty() ? QJsonValue() : QJsonValue(thumbnail)},
            {u"contentType"_s, contentTypeName(media.kind)},
            {u"mediaSize"_s, media.size},
            {u"originalName"_s, media.originalName}};
}

QByteArray entityTag(const QByteArray &sha256)
{
    return '"' + sha256.toHex() + '"';
}

// What a browser renders by itself without running anything; the rest is offered as a download.
bool isShownInline(const Media &media)
{
    return media.kind != MessageKind::Document || media.contentType == "application/pdf";
}

Error notFound()
{
    return {Error::Kind::NotFound, "file_not_found"_L1, u"File not found"_s};
}

// In the dialect's words; that the database does not answer stays what it is.
Error unfound(const Error &error)
{
    return error.kind == Error::Kind::NotFound ? notFound() : error;
}

Endpoint reading(QLatin1String name, QLatin1String path, Handler handler)
{
    return {.name = name,
            .method = Method::Get,
            .path = path,
            .event = {},
            .access = Access::Public, // Shown by <img>, which sends no token; the name is secret.
            .cost = Cost::Read,
            .request = {{"name"_L1}},
            .handler = std::move(handler),
            .sharedWith = {"mailotp"_L1, "cookie"_L1, "mern"_L1, "whispr"_L1}};
}

} // namespace

QList<Endpoint> PhoneMediaApi::endpoints()
{
    const Handler file = std::bind_front(&PhoneMediaApi::file, this);
    return {{.name = "media.upload"_L1,
             .method = Method::Post,
             .path = "/api/v1/media/upload"_L1,
             .event = {},
             .access = Access::User,
             .cost = Cost::Upload,
             .request = {},
             .handler = std::bind_front(&PhoneMediaApi::upload, this),
             .fileField = "file"_L1},
            reading("media.file"_L1, "/api/v1/media/files/{name}"_L1, file),
            reading("media.serve"_L1, "/api/v1/media/serve/{name}"_L1, file),
            reading("media.thumbnail"_L1, "/api/v1/media/thumbnails/{name}"_L1,
                    std::bind_front(&PhoneMediaApi::thumbnail, this))};
}

QCoro::Task<Result<Answer>> PhoneMediaApi::upload(Call call)
{
    if (!call.file)
        co_return Error{Error::Kind::InvalidInput, "no_file"_L1, u"No file uploaded"_s};
    const auto media = co_await m_media.add(call.caller.user, call.file->path, call.file->name);
    if (!media)
        co_return media.error();
    co_return Answer{.body = uploaded(*media)};
}

QCoro::Task<Result<Answer>> PhoneMediaApi::file(Call call)
{
    const auto media = co_await m_media.find(call.params[u"name"_s].toString().toUtf8());
    if (!media)
        co_return unfound(media.error());
    co_return Answer{.file = FileAnswer{.path = m_media.path(media->sha256),
                                        .contentType = media->contentType,
                                        .name = media->originalName,
                                        .inlineDisplay = isShownInline(*media),
                                        .etag = entityTag(media->sha256)}};
}

QCoro::Task<Result<Answer>> PhoneMediaApi::thumbnail(Call call)
{
    const QString name = call.params[u"name"_s].toString();
    if (!name.startsWith(ThumbnailPrefix))
        co_return notFound();
    const auto media = co_await m_media.find(name.sliced(ThumbnailPrefix.size()).toUtf8());
    if (!media)
        co_return unfound(media.error());
    if (media->thumbnailSha256.isEmpty())
        co_return notFound();
    co_return Answer{.file = FileAnswer{.path = m_media.path(media->thumbnailSha256),
                                        .contentType = "image/jpeg",
                                        .name = name,
                                        .inlineDisplay = true,
                                        .etag = entityTag(media->thumbnailSha256)}};
}

} // namespace linnet::phone
