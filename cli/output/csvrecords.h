// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/records.h"

namespace linnet::cli {

//! \brief Writes comma-separated values (RFC 4180), of which a spreadsheet takes none for a
//! formula.
class CsvRecords : public Records
{
public:
    CsvRecords(QList<Column> columns, TextSink &out)
        : m_columns(std::move(columns))
        , m_out(out)
    {}

    Result<> add(const QJsonObject &row) override;
    Result<> finish() override;

private:
    Result<> begin();

    const QList<Column> m_columns;
    TextSink &m_out;
    bool m_hasBegun = false;
};

} // namespace linnet::cli
