// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/domain/message.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace linnet {

//! \brief That the content of a file was taken away, of which the rest is still known.
struct MediaRemoval
{
    enum class Why {
        TooOld, //!< It had reached the age up to which files are kept.
        NoRoom, //!< Files took more room than they may.
    };

    Timestamp at{};
    Why why = Why::TooOld;

    friend bool operator==(const MediaRemoval &, const MediaRemoval &) = default;
};

//! \brief One uploaded file. Several may share one blob: blobs are addressed by their content.
struct Media
{
    MediaId id;
    QByteArray name; //!< 128 random bits and an extension: knowing it is the right to read it.
    QByteArray sha256; //!< Of the stored bytes, 32 bytes: the blob's address.
    qint64 size = 0; //!< Stored bytes.
    QByteArray contentType;
    MessageKind kind = MessageKind::Document;
    QString originalName; //!< As the uploader called it; for display and Content-Disposition only.
    UserId owner;
    int width = 0; //!< Pixels; 0 unless it is an image.
    int height = 0;
    QByteArray thumbnailSha256; //!< Empty: it has none.
    Timestamp createdAt{};
    std::optional<MediaRemoval> removal = {}; //!< Set: it cannot be read any more.
};

} // namespace linnet
