// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/media/mediaservice.h"

#include "common/core/random.h"
#include "common/domain/mediaview.h"

namespace linnet {

namespace {

constexpr int LongestOriginalName = 255; // Code units: what file systems allow.

// Of the characters without a look of their own, those that letters are joined with stay.
bool isUnseen(QChar c)
{
    static constexpr QChar NonJoiner(0x200C);
    static constexpr QChar Joiner(0x200D);
    return c.category() == QChar::Other_Control
        || (c.category() == QChar::Other_Format && c != NonJoiner && c != Joiner);
}

// What is left is safe to show and to send in a header: no path, no control characters, none that
// turn the direction of writing, no half of a character.
QString displayName(const QString &originalName)
{
    QString name = originalName.section(u'/', -1).section(u'\\', -1);
    name.removeIf(isUnseen);
    name = name.right(LongestOriginalName);
    const bool isCut = !name.isEmpty() && name.front().isLowSurrogate();
    return isCut ? name.sliced(1) : name;
}

} // namespace

MediaService::MediaService(Database &database, BlobStore &blobs, CpuPool &pool, IdGenerator &ids,
                           const Clock &clock)
    : m_database(database)
    , m_blobs(blobs)
    , m_pool(pool)
    , m_ids(ids)
    , m_clock(clock)
{}

QCoro::Task<Result<Media>> MediaService::add(UserId owner, QString path, QString originalName,
                                             MediaFilter filter)
{
    auto ingested =
        co_await m_pool.run([this, path, filter] { return ingestMedia(path, filter, m_blobs); });
    if (!ingested)
        co_return ingested.error();

    Media media = *std::move(ingested);
    media.id = m_ids.next<MediaId>();
    media.name = randomToken() + '.' + media.name;
    media.originalName = displayName(originalName);
    media.owner = owner;
    media.createdAt = m_clock.now();
    const auto stored =
        co_await m_database.write([media](Stores &stores) { return stores.media.add(media); });
    if (!stored)
        co_return stored.error();
    const auto kept = co_await m_pool.run([this, path, filter, media]() -> Result<> {
        if (isThere(media))
            return {};
        const auto again = ingestMedia(path, filter, m_blobs);
        return again ? Result<>() : again.error();
    });
    if (!kept)
        co_return kept.error();
    co_return media;
}

//! What had the same content may have been erased, before anything said that \p media needs it.
bool MediaService::isThere(const Media &media) const
{
    const QByteArray &thumbnail = media.thumbnailSha256;
    return m_blobs.contains(media.sha256) && (thumbnail.isEmpty() || m_blobs.contains(thumbnail));
}

QCoro::Task<Result<Media>> MediaService::find(QByteArray name)
{
    auto media =
        co_await m_database.read([name](Stores &stores) { return stores.media.find(name); });
    if (media && media->removal)
        co_return mediaRemoved(*media->removal);
    co_return media;
}

} // namespace linnet
