// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/protocol/jsonlinereader.h"

namespace linnet::cli {

//! \brief A file that has all of a server, as `export all` writes it.
class ExportFile
{
public:
    //! \brief One of its lines, between the first and the last.
    struct Entry
    {
        qint64 line = 0; //!< From 1.
        QString type; //!< e.g. "user".
        QJsonObject object;
    };

    //! \param device is open, and outlives the file. \return an InvalidInput error ("export_file")
    //! if its first line names no format, or one that this program does not know.
    static Result<ExportFile> open(QIODevice &device);

    //! \return the next line; nothing: the last one was read. Errors: of JsonLineReader::next(),
    //! and "export_file" for a file that was cut off.
    Result<std::optional<Entry>> next();

    //! \return whether it has what people wrote.
    bool hasContent() const { return m_hasContent; }

private:
    explicit ExportFile(QIODevice &device)
        : m_reader(device)
    {}

    Result<> readHeader();
    Result<std::optional<Entry>> end(const QJsonObject &trailer);

    JsonLineReader m_reader;
    QJsonObject m_counts; //!< Of lines so far, by their types.
    bool m_hasContent = false;
};

//! Reads all of \p device, and goes back to its start. \return how many lines there are; the errors
//! of ExportFile.
Result<qint64> requireWhole(QIODevice &device);

} // namespace linnet::cli
