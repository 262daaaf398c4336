// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/records.h"

namespace linnet::cli {

//! \brief Writes each field of a row on a line of its own.
class CardRecords : public Records
{
public:
    CardRecords(QList<Column> columns, TextSink &out)
        : m_columns(std::move(columns))
        , m_out(out)
    {}

    Result<> add(const QJsonObject &row) override;
    Result<> finish() override { return {}; }

private:
    const QList<Column> m_columns;
    TextSink &m_out;
};

} // namespace linnet::cli
