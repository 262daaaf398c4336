// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/domain/message.h"

#include <QByteArray>
#include <QString>

namespace linnet {

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
};

} // namespace linnet
