// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/message.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace linnet {

//! \brief What a file is, judged by its content alone.
struct MediaType
{
    QByteArray contentType; //!< e.g. "image/jpeg".
    MessageKind kind = MessageKind::Document;
    QByteArray extension; //!< Without the dot.

    friend bool operator==(const MediaType &, const MediaType &) = default;
};

//! How much of a file's beginning detectMediaType() wants to see.
inline constexpr int MediaHeadBytes = 64 << 10;

//! \param head the file's first MediaHeadBytes, or all of it.
//! \return nothing for a kind of file that is not accepted.
std::optional<MediaType> detectMediaType(QByteArrayView head);

} // namespace linnet
