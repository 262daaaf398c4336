// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/usersheet.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

Error wrong(const QString &message)
{
    return {Error::Kind::InvalidInput, "csv"_L1, message};
}

const QStringList &knownFields()
{
    static const QStringList known{u"name"_s, u"phone"_s, u"email"_s, u"username"_s, u"role"_s};
    return known;
}

//! \return \p number as it is dialled: people write "0049 (0)151 / 234-5678".
QString tidyNumber(QString number)
{
    static constexpr QStringView Decoration = u"-./()\u00A0\u2010\u2011\u202F";
    number.remove(u"(0)"_s);
    number.removeIf([](QChar c) { return c.isSpace() || Decoration.contains(c); });
    return number.startsWith(u"00"_s) ? u'+' + number.mid(2) : number;
}

} // namespace

Result<UserSheet> UserSheet::open(QIODevice &device)
{
    UserSheet sheet(device);
    if (const auto read = sheet.readHeader(); !read)
        return read.error();
    return sheet;
}

QString UserSheet::problemColumn()
{
    return u"problem"_s;
}

Result<> UserSheet::readHeader()
{
    const auto cells = m_reader.next();
    if (!cells)
        return cells.error();
    m_header = cells->value_or(QStringList());
    for (const QString &title : m_header) {
        const QString field = title.trimmed().toLower();
        if (m_fields.contains(field))
            return wrong(u"Column \"%1\" is there twice."_s.arg(title));
        if (!knownFields().contains(field) && field != problemColumn())
            return wrong(
                u"Column \"%1\" is none of %2: the first row is to name the columns."_s.arg(
                    title, knownFields().join(u", "_s)));
        m_fields.append(field);
    }
    if (!m_fields.contains(u"name"_s))
        return wrong(u"There is no column \"name\": the first row is to name the columns."_s);
    if (!m_fields.contains(u"phone"_s) && !m_fields.contains(u"email"_s))
        return wrong(u"There is no column \"phone\" or \"email\", which people sign in with."_s);
    return {};
}

Result<std::optional<UserSheet::Entry>> UserSheet::next()
{
    const auto cells = m_reader.next();
    if (!cells)
        return cells.error();
    const std::optional<QStringList> &row = *cells;
    if (!row)
        return std::optional<Entry>();
    if (row->size() > m_fields.size())
        return wrong(u"Row %1 has %2 cells, and there are %3 columns."_s.arg(m_reader.row())
                         .arg(row->size())
                         .arg(m_fields.size()));
    Entry entry{m_reader.row(), {}, *row};
    for (qsizetype i = 0; i < row->size(); ++i) {
        const QString &field = m_fields[i];
        const QString cell = row->at(i).trimmed();
        if (!cell.isEmpty() && field != problemColumn())
            entry.user[field] = field == u"phone"_s ? tidyNumber(cell) : cell;
    }
    return std::optional(entry);
}

} // namespace linnet::cli
