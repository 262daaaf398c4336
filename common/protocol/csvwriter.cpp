// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/csvwriter.h"

#include "common/protocol/csvformula.h"

#include <QString>

#include <algorithm>
#include <utility>

namespace linnet {

namespace {

//! \return whether \p c is a control character that no program agrees with another about.
bool isHarmful(QChar c)
{
    return c.category() == QChar::Other_Control && c != u'\t' && c != u'\r' && c != u'\n';
}

//! \return whether \p cell needs quotes: some settings have semicolons or tabs between cells.
bool needsQuotes(const QString &cell)
{
    static constexpr QStringView Separators = u",;\"\t\r\n";
    return std::any_of(cell.begin(), cell.end(), [](QChar c) { return Separators.contains(c); })
        || cell.startsWith(u' ') || cell.endsWith(u' ');
}

} // namespace

CsvWriter &CsvWriter::add(QStringView text)
{
    QString cell = text.toString();
    std::replace_if(cell.begin(), cell.end(), isHarmful, QChar(QChar::ReplacementCharacter));
    if (isLikeFormula(cell))
        cell.prepend(u'\'');
    if (needsQuotes(cell))
        cell = u'"' + cell.replace(u'"', QLatin1String("\"\"")) + u'"';
    addCell(cell.toUtf8());
    return *this;
}

CsvWriter &CsvWriter::add(qint64 number)
{
    addCell(QByteArray::number(number));
    return *this;
}

CsvWriter &CsvWriter::add(bool isTrue)
{
    addCell(isTrue ? "true" : "false");
    return *this;
}

CsvWriter &CsvWriter::add(Timestamp time)
{
    addCell(toIso(time).toLatin1());
    return *this;
}

CsvWriter &CsvWriter::add(std::nullptr_t)
{
    addCell({});
    return *this;
}

CsvWriter &CsvWriter::endRow()
{
    // A line with nothing on it would be no row.
    if (m_isBlank)
        m_text += "\"\"";
    m_text += "\r\n";
    m_cells = 0;
    m_isBlank = true;
    return *this;
}

QByteArray CsvWriter::take()
{
    return std::exchange(m_text, {});
}

void CsvWriter::addCell(const QByteArray &cell)
{
    m_isBlank = m_cells == 0 && cell.isEmpty();
    if (m_cells++ > 0)
        m_text += ',';
    m_text += cell;
}

} // namespace linnet
