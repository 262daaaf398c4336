// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/csvreader.h"

#include "common/protocol/csvformula.h"
#include "common/protocol/utf8.h"

#include <QIODevice>

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int ChunkBytes = 64 << 10; // As much of the first line decides what is between cells.
constexpr qint64 LongestRow = 1 << 20;

char separatorIn(QByteArrayView start)
{
    const qsizetype end = start.indexOf('\n');
    const QByteArrayView line = end < 0 ? start : start.first(end);
    const auto countOf = [line](char c) { return std::count(line.begin(), line.end(), c); };
    return std::ranges::max({',', ';', '\t'}, {}, countOf);
}

} // namespace

CsvReader::CsvReader(QIODevice &device)
    : m_device(device)
{
    constexpr QByteArrayView ByteOrderMark = "\xEF\xBB\xBF";
    fill();
    if (m_chunk.startsWith(ByteOrderMark))
        m_at = ByteOrderMark.size();
    m_separator = separatorIn(QByteArrayView(m_chunk).sliced(m_at));
}

Result<std::optional<QStringList>> CsvReader::next()
{
    for (;;) {
        ++m_row;
        End end = End::Row;
        const auto cells = readRow(end);
        if (!cells)
            return cells.error();
        const bool isBlank = cells->size() == 1 && cells->front().isEmpty();
        if (!isBlank)
            return std::optional(*cells);
        if (end == End::File)
            return std::optional<QStringList>();
    }
}

Result<QStringList> CsvReader::readRow(End &end)
{
    QStringList cells;
    m_rowBytes = 0;
    do {
        QByteArray cell;
        const auto ended = readCell(cell);
        if (!ended)
            return ended.error();
        const auto text = textOf(cell);
        if (!text)
            return text.error();
        cells.append(*text);
        end = *ended;
    } while (end == End::Cell);
    return cells;
}

Result<std::optional<char>> CsvReader::take()
{
    if (!fill())
        return std::optional<char>();
    if (++m_rowBytes > LongestRow)
        return wrong(u"is longer than 1 MiB, or a quote before it is not closed"_s);
    return std::optional(m_chunk[m_at++]);
}

Result<CsvReader::End> CsvReader::readCell(QByteArray &cell)
{
    if (!isNext('"'))
        return readPlain(cell);
    ++m_at;
    return readQuoted(cell);
}

Result<CsvReader::End> CsvReader::readPlain(QByteArray &cell)
{
    for (;;) {
        const auto taken = take();
        if (!taken)
            return taken.error();
        const std::optional<char> &c = *taken;
        if (!c)
            return End::File;
        if (const auto end = endAt(*c))
            return *end;
        cell += *c;
    }
}

//! What follows the quote that opens a cell.
Result<CsvReader::End> CsvReader::readQuoted(QByteArray &cell)
{
    for (;;) {
        const auto taken = take();
        if (!taken)
            return taken.error();
        const std::optional<char> &c = *taken;
        if (!c)
            return wrong(u"has a quote that is not closed"_s);
        if (*c == '"' && !isNext('"'))
            return readEnd();
        if (*c == '"')
            ++m_at; // Two of them stand for one.
        cell += *c;
    }
}

//! What follows the quote that closes a cell.
Result<CsvReader::End> CsvReader::readEnd()
{
    const auto taken = take();
    if (!taken)
        return taken.error();
    const std::optional<char> &c = *taken;
    if (!c)
        return End::File;
    const auto end = endAt(*c);
    if (!end)
        return wrong(u"has text after a closing quote"_s);
    return *end;
}

bool CsvReader::isNext(char c)
{
    return fill() && m_chunk[m_at] == c;
}

//! \return whether there is a next byte.
bool CsvReader::fill()
{
    if (m_at == m_chunk.size()) {
        m_chunk = m_device.read(ChunkBytes);
        m_at = 0;
    }
    return m_at < m_chunk.size();
}

//! \return what ends where \p c is; nothing: it is a part of the cell.
std::optional<CsvReader::End> CsvReader::endAt(char c)
{
    if (c == m_separator)
        return End::Cell;
    if (c == '\r' && isNext('\n'))
        c = m_chunk[m_at++];
    if (c == '\n')
        return End::Row;
    return std::nullopt;
}

Result<QString> CsvReader::textOf(const QByteArray &cell) const
{
    if (!isValidUtf8(cell))
        return wrong(u"is not UTF-8: save the table as \"CSV UTF-8\""_s);
    const QString text = QString::fromUtf8(cell);
    const bool isGuarded = text.startsWith(u'\'') && isLikeFormula(QStringView(text).mid(1));
    return isGuarded ? text.mid(1) : text;
}

Error CsvReader::wrong(const QString &what) const
{
    return {Error::Kind::InvalidInput, "csv"_L1, u"Row %1 %2."_s.arg(m_row).arg(what)};
}

} // namespace linnet
