// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QJsonObject>

#include <optional>

class QIODevice;

namespace linnet {

//! \brief Reads JSON lines: an object each, in UTF-8, in lines that end in LF or CR LF.
class JsonLineReader
{
public:
    static constexpr qint64 LongestLine = 4 << 20; //!< Bytes.

    //! \p device is open, and outlives the reader.
    explicit JsonLineReader(QIODevice &device)
        : m_device(device)
    {}

    //! \return the next object; nothing: there is none. An InvalidInput error ("json_lines") names
    //! the line that is none, or is longer than LongestLine.
    Result<std::optional<QJsonObject>> next();

    //! \return the number of the line read last, from 1, with blank lines.
    qint64 line() const { return m_line; }

private:
    Error wrong(const QString &what) const;

    QIODevice &m_device;
    qint64 m_line = 0;
};

} // namespace linnet
