// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/csvrecords.h"

#include "cli/output/fields.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

//! \return \p text with an apostrophe before what a spreadsheet would calculate.
QString harmless(const QString &text)
{
    static const QString starts = u"=+-@\t\r"_s;
    return !text.isEmpty() && starts.contains(text.front()) ? u'\'' + text : text;
}

QString quoted(const QString &text)
{
    const bool isPlain = !text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n')
        && !text.contains(u'\r');
    return isPlain ? text : u'"' + QString(text).replace(u'"', u"\"\""_s) + u'"';
}

QByteArray lineOf(const QStringList &values)
{
    return (values.join(u',') + u"\r\n"_s).toUtf8();
}

QString cell(const QJsonValue &value)
{
    const QString text = plainText(value);
    return quoted(value.isDouble() ? text : harmless(text));
}

} // namespace

Result<> CsvRecords::begin()
{
    if (std::exchange(m_hasBegun, true))
        return {};
    QStringList paths;
    for (const Column &column : m_columns)
        paths.append(quoted(column.path));
    return m_out.write(lineOf(paths));
}

Result<> CsvRecords::add(const QJsonObject &row)
{
    if (auto begun = begin(); !begun)
        return begun;
    QStringList cells;
    for (const Column &column : m_columns)
        cells.append(cell(fieldAt(row, column.path)));
    return m_out.write(lineOf(cells));
}

Result<> CsvRecords::finish()
{
    return begin();
}

} // namespace linnet::cli
