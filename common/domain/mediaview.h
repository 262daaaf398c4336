// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/listquery.h"
#include "common/domain/media.h"

#include <optional>

namespace linnet {

//! \brief A file as those who run the server see it. Its secret name, which is the right to read
//! it, is not in it.
struct MediaView
{
    MediaId id;
    UserId owner;
    QString ownerName;
    QString originalName; //!< As the uploader called it.
    QByteArray contentType;
    qint64 size = 0; //!< Bytes.
    int width = 0; //!< Pixels; 0 unless it is an image.
    int height = 0;
    Timestamp createdAt{};
    bool isUnused = false; //!< It is part of no message, and nobody's picture.
    bool isPinned = false; //!< It stays: a picture of somebody or of a group, or starred.
    std::optional<MediaRemoval> removal; //!< Set: it cannot be read any more.
};

//! \return what a list of files can be asked by.
const FilterFields &mediaFields();

//! \return what a list of files can be sorted by.
const SortKeys &mediaKeys();
//! \return where \p view stands in a list of that order.
ListPlace placeOf(const MediaView &view, const ListOrder &order);

//! \return "too-old" or "no-room".
QLatin1String nameOf(MediaRemoval::Why why);

//! \return what somebody hears who asks for a file that was removed: Gone ("media_removed").
Error mediaRemoved(const MediaRemoval &removal);

} // namespace linnet
