// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/media/thumbnailer.h"

#include <QBuffer>
#include <QImage>
#include <QImageReader>
#include <QPainter>

namespace linnet {

namespace {

constexpr qint64 BytesPerPixel = 4;
constexpr qint64 MiB = 1 << 20;

//! Qt's own limit is below what MaxImagePixels takes. It is one for all threads, and set once.
void allowLargestImage()
{
    static const bool isSet = [] {
        QImageReader::setAllocationLimit(int((MaxImagePixels * BytesPerPixel + MiB - 1) / MiB));
        return true;
    }();
    Q_UNUSED(isSet);
}

// JPEG has no transparency: what shows through is white, as on a page.
QImage flattened(const QImage &image)
{
    if (!image.hasAlphaChannel())
        return image;
    QImage page(image.size(), QImage::Format_RGB32);
    page.fill(Qt::white);
    QPainter(&page).drawImage(0, 0, image);
    return page;
}

} // namespace

bool canMakeThumbnail(const QByteArray &contentType)
{
    return QImageReader::supportedMimeTypes().contains(contentType);
}

std::optional<Thumbnail> makeThumbnail(const QByteArray &image)
{
    allowLargestImage();
    QBuffer input;
    input.setData(image);
    input.open(QIODevice::ReadOnly);
    QImageReader reader(&input);
    reader.setAutoTransform(true);
    const QSize stored = reader.size();
    if (!stored.isValid() || qint64(stored.width()) * stored.height() > MaxImagePixels)
        return std::nullopt;
    const bool isTurned = reader.transformation() & QImageIOHandler::TransformationRotate90;
    const QSize fitting = stored.scaled(ThumbnailSide, ThumbnailSide, Qt::KeepAspectRatio);
    if (stored.width() > ThumbnailSide || stored.height() > ThumbnailSide)
        reader.setScaledSize(fitting.expandedTo(QSize(1, 1)));
    QImage small = reader.read();
    if (small.isNull())
        return std::nullopt;
    // The size of a GIF is that of its first frame, which may be part of the picture.
    if (small.width() > ThumbnailSide || small.height() > ThumbnailSide)
        small = small.scaled(ThumbnailSide, ThumbnailSide, Qt::KeepAspectRatio);

    Thumbnail thumbnail{isTurned ? stored.transposed() : stored, {}};
    QBuffer output(&thumbnail.jpeg);
    output.open(QIODevice::WriteOnly);
    if (!flattened(small).save(&output, "JPEG", 80))
        return std::nullopt;
    return thumbnail;
}

} // namespace linnet
