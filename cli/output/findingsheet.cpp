// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/findingsheet.h"

#include "cli/output/displaytext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr int MarkWidth = 6;
constexpr int NameWidth = 20;
constexpr int LeastText = 30; // Columns, however narrow the terminal is.

//! \brief How a state is shown.
struct Mark
{
    QString state;
    QString text;
    QString colour; //!< As terminals number it.
};

Mark markOf(const QString &state)
{
    static const QList<Mark> Marks = {{u"ok"_s, u"ok"_s, u"32"_s},
                                      {u"warning"_s, u"WARN"_s, u"33"_s},
                                      {u"failure"_s, u"FAIL"_s, u"31"_s},
                                      {u"skipped"_s, u"skip"_s, u"2"_s}};
    const auto known = std::ranges::find(Marks, state, &Mark::state);
    return known != Marks.end() ? *known : Mark{state, printable(state), u"0"_s};
}

} // namespace

FindingSheet::FindingSheet(const Screen &screen, TextSink &out)
    : m_screen(screen)
    , m_out(out)
{}

Result<> FindingSheet::add(const QJsonObject &row)
{
    const Mark mark = markOf(row["state"_L1].toString());
    const QString word = mark.text.leftJustified(MarkWidth);
    QString text = m_screen.hasColour ? u"\x1b[%1m%2\x1b[0m"_s.arg(mark.colour, word) : word;
    text += printable(row["id"_L1].toString()).leftJustified(NameWidth);
    text += paragraph(printable(row["text"_L1].toString()));
    if (const QString fix = printable(row["fix"_L1].toString()); !fix.isEmpty())
        text += QString(MarkWidth + NameWidth, u' ') + paragraph(u"Fix: "_s + fix);
    return m_out.write(text.toUtf8());
}

//! \return \p text broken between words, the lines after the first one below it.
QString FindingSheet::paragraph(const QString &text) const
{
    const int columns = std::max(LeastText, m_screen.columns - MarkWidth - NameWidth);
    QString broken;
    int used = 0;
    for (const QString &word : text.split(u' ')) {
        const int width = displayWidth(word);
        if (m_screen.columns > 0 && used > 0 && used + 1 + width > columns) {
            broken += u'\n' + QString(MarkWidth + NameWidth, u' ');
            used = 0;
        }
        broken += (used > 0 ? u" "_s : QString()) + word;
        used += (used > 0 ? 1 : 0) + width;
    }
    return broken + u'\n';
}

} // namespace linnet::cli
