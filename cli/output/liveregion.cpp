// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/liveregion.h"

#include "cli/output/displaytext.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace linnet::cli {

Result<> LiveRegion::write(const QByteArray &utf8)
{
    m_next += utf8;
    return {};
}

Result<> LiveRegion::draw()
{
    const QByteArray text = std::exchange(m_next, {});
    const int before = std::exchange(m_shown, linesOf(QString::fromUtf8(text)));
    const QByteArray up = before > 0 ? "\x1b[" + QByteArray::number(before) + 'A' : QByteArray();
    return m_out.write(up + "\r\x1b[J" + text); // Up, to the beginning, and clear what follows.
}

//! Lines that are longer than the terminal is wide go on in the next one.
int LiveRegion::linesOf(const QString &text) const
{
    int lines = 0;
    for (const QString &line : text.chopped(text.endsWith(u'\n') ? 1 : 0).split(u'\n'))
        lines += std::max(1, (displayWidth(line) + m_screen.columns - 1) / m_screen.columns);
    return lines;
}

} // namespace linnet::cli
