// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/csvrecords.h"

#include "cli/output/fields.h"
#include "common/protocol/csvwriter.h"

namespace linnet::cli {

namespace {

//! A whole number stays one, also a negative one, which as a text would look like a formula.
void addCell(CsvWriter &csv, const QJsonValue &value)
{
    const qint64 number = value.toInteger();
    if (value.isDouble() && double(number) == value.toDouble())
        csv.add(number);
    else
        csv.add(plainText(value));
}

} // namespace

Result<> CsvRecords::begin()
{
    if (std::exchange(m_hasBegun, true))
        return {};
    CsvWriter csv;
    for (const Column &column : m_columns)
        csv.add(column.path);
    return m_out.write(csv.endRow().take());
}

Result<> CsvRecords::add(const QJsonObject &row)
{
    if (auto begun = begin(); !begun)
        return begun;
    CsvWriter csv;
    for (const Column &column : m_columns)
        addCell(csv, fieldAt(row, column.path));
    return m_out.write(csv.endRow().take());
}

Result<> CsvRecords::finish()
{
    return begin();
}

} // namespace linnet::cli
