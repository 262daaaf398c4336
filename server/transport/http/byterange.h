// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace linnet {

//! \brief The part of a file a client asks for.
struct ByteRange
{
    enum class Kind {
        Whole, //!< Nothing usable was asked for, or several parts: the whole file is right.
        Part,
        Unsatisfiable,
    };

    Kind kind = Kind::Whole;
    qint64 first = 0;
    qint64 length = 0;
};

//! \param header Range, e.g. "bytes=0-499". \param size of the file.
ByteRange parseRange(QByteArrayView header, qint64 size);

} // namespace linnet
