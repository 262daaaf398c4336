// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QString>
#include <QStringList>

#include <chrono>

namespace linnet {

//! \brief Why an operation failed, in terms no protocol owns.
//!
//! HTTP status, socket error frame and CLI exit code are each derived from \c kind in exactly one
//! function.
struct Error
{
    enum class Kind {
        InvalidInput,
        Unauthenticated,
        Forbidden,
        NotFound,
        Conflict,
        Gone, //!< It was there, and the time for it is over.
        TooLarge,
        UnsupportedType,
        RateLimited,
        Unavailable,
        NotOffered, //!< This server is not set up for it.
        Internal,
    };

    Kind kind = Kind::Internal;
    QLatin1String code; //!< Stable and documented; clients may switch on it.
    QString message; //!< Shown to the client, so: no table names, paths or SQL.
    QString detail = {}; //!< Logged, never sent.
    std::chrono::seconds retryAfter = std::chrono::seconds::zero(); //!< Zero: not said.
    QStringList about = {}; //!< Ids of those whom it is about, where the caller named several.
};

} // namespace linnet
