// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSize>

#include <optional>

namespace linnet {

//! \brief What an image's bytes decode to, made small.
struct Thumbnail
{
    QSize imageSize; //!< Of the whole image, upright, in pixels.
    QByteArray jpeg;
};

//! Longest side of a thumbnail, in pixels.
inline constexpr int ThumbnailSide = 320;

//! Largest image that is decoded, in pixels. 48-megapixel cameras pass; bombs do not. A GIF and an
//! interlaced PNG are in memory whole before they are made small: 256 MB, and as much again where
//! there is transparency. A progressive JPEG takes up to 384 MB. The threads that make thumbnails
//! are few for that reason.
inline constexpr qint64 MaxImagePixels = 64'000'000;

//! \return whether there is what reads pictures of \p contentType: WebP takes a plugin of Qt's that
//! is not everywhere.
bool canMakeThumbnail(const QByteArray &contentType);

//! Slow and hungry: for the CPU pool.
//! \return nothing if \p image cannot be decoded or is larger than MaxImagePixels, which is found
//! out before anything is decoded.
std::optional<Thumbnail> makeThumbnail(const QByteArray &image);

} // namespace linnet
