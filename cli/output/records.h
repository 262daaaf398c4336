// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/screen.h"
#include "cli/output/table.h"
#include "cli/output/textsink.h"

#include <QJsonObject>
#include <QStringList>

#include <memory>

namespace linnet::cli {

//! \brief Writes rows in one format as they come in.
class Records
{
public:
    virtual ~Records() = default;

    virtual Result<> add(const QJsonObject &row) = 0;
    //! Writes what is still kept; more rows may follow.
    virtual Result<> flush() { return {}; }
    //! Writes what is still kept, and what ends the format.
    virtual Result<> finish() = 0;
};

enum class Format { Table, Wide, Json, Ndjson, Csv, Name };

//! \return the names of all formats, in the order of Format.
QStringList formatNames();

struct OutputStyle
{
    Format format = Format::Table;
    QStringList fields = {}; //!< Paths that are shown instead of the table's; empty: the table's.
    Screen screen = {};
};

std::unique_ptr<Records> makeRecords(const Table &table, const OutputStyle &style, TextSink &out);

} // namespace linnet::cli
