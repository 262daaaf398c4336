// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/records.h"

namespace linnet::cli {

//! \brief Writes a table that fits the screen.
//!
//! The first rows decide how wide each column is; those after them are written as they come in.
class TableRecords : public Records
{
public:
    TableRecords(QList<Column> columns, Screen screen, TextSink &out)
        : m_columns(std::move(columns))
        , m_screen(screen)
        , m_out(out)
    {}

    Result<> add(const QJsonObject &row) override;
    Result<> flush() override;
    Result<> finish() override { return flush(); }

private:
    Result<> begin();
    QString line(const QStringList &cells) const;

    const QList<Column> m_columns;
    const Screen m_screen;
    TextSink &m_out;
    QList<QStringList> m_first; //!< Rows that wait for the widths.
    QList<int> m_widths; //!< Empty: not decided yet.
};

} // namespace linnet::cli
