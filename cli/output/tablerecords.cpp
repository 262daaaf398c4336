// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/tablerecords.h"

#include "cli/output/columnwidths.h"
#include "cli/output/displaytext.h"
#include "cli/output/fields.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr qsizetype RowsThatDecide = 200;

} // namespace

Result<> TableRecords::add(const QJsonObject &row)
{
    QStringList cells;
    for (const Column &column : m_columns)
        cells.append(printable(fieldText(fieldAt(row, column.path), column.as)));
    if (!m_widths.isEmpty())
        return m_out.write(line(cells).toUtf8());
    m_first.append(cells);
    return m_first.size() < RowsThatDecide ? Result<>() : begin();
}

Result<> TableRecords::flush()
{
    return m_widths.isEmpty() && !m_first.isEmpty() ? begin() : Result<>();
}

Result<> TableRecords::begin()
{
    QStringList titles;
    QList<int> wanted;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        titles.append(m_columns[i].title);
        int widest = std::max(displayWidth(titles.last()), m_columns[i].expected);
        for (const QStringList &cells : m_first)
            widest = std::max(widest, displayWidth(cells[i]));
        wanted.append(widest);
    }
    m_widths = fitted(wanted, m_screen.columns);

    QString text = line(titles);
    if (m_screen.hasColour)
        text = u"\x1b[1m"_s + text.chopped(1) + u"\x1b[0m\n"_s;
    for (const QStringList &cells : m_first)
        text += line(cells);
    m_first.clear();
    return m_out.write(text.toUtf8());
}

QString TableRecords::line(const QStringList &cells) const
{
    QString text;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const bool isLast = i + 1 == cells.size();
        const bool isBounded = m_screen.columns > 0;
        const QString cell = isBounded ? elided(cells[i], m_widths[i]) : cells[i];
        const QString padding(std::max(0, m_widths[i] - displayWidth(cell)), u' ');
        const bool isRight = m_columns[i].as == Column::As::Number;
        text += isRight ? padding + cell : isolated(cell) + (isLast ? QString() : padding);
        text += isLast ? u"\n"_s : QString(ColumnGap, u' ');
    }
    return text;
}

} // namespace linnet::cli
