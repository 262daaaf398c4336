// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

class QIODevice;

namespace linnet {

//! \brief Reads a table as spreadsheets write it: RFC 4180 in UTF-8, with a byte order mark or
//! without, lines that end in CR LF or LF, and commas, semicolons or tabs between cells, whichever
//! the first line has most of.
//!
//! What CsvWriter put in front of a text that looks like a formula is taken off again.
class CsvReader
{
public:
    //! \p device is open, and outlives the reader.
    explicit CsvReader(QIODevice &device);

    //! \return the cells of the next row that has any; nothing: there is none. An InvalidInput
    //! error ("csv") names the row that is not well-formed, is longer than 1 MiB or is not UTF-8.
    Result<std::optional<QStringList>> next();

    //! \return the number of the row read last, as spreadsheets count: from 1, with empty rows.
    qint64 row() const { return m_row; }

private:
    enum class End { Cell, Row, File };

    //! \return the next byte; nothing: there is none. An error if the row is too long.
    Result<std::optional<char>> take();
    Result<End> readCell(QByteArray &cell);
    Result<End> readQuoted(QByteArray &cell);
    Result<End> readEnd();
    Result<End> readPlain(QByteArray &cell);
    Result<QStringList> readRow(End &end);
    Result<QString> textOf(const QByteArray &cell) const;
    bool fill();
    bool isNext(char c);
    std::optional<End> endAt(char c);
    Error wrong(const QString &what) const;

    QIODevice &m_device;
    QByteArray m_chunk;
    qsizetype m_at = 0; //!< In the chunk.
    char m_separator = ',';
    qint64 m_row = 0;
    qint64 m_rowBytes = 0; //!< Of the row so far.
};

} // namespace linnet
