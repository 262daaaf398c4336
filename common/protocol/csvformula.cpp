// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/csvformula.h"

#include <algorithm>

namespace linnet {

namespace {

//! \return whether \p c is nothing that is seen: spreadsheets leave some of them out before they
//! look for a formula.
bool isUnseen(QChar c)
{
    return c.isSpace() || c.category() == QChar::Other_Control
        || c.category() == QChar::Other_Format;
}

} // namespace

bool isLikeFormula(QStringView cell)
{
    static constexpr QStringView Breaks = u"\t\r\n";
    static constexpr QStringView Signs =
        u"=+-@＝＋－＠"; // The wide ones count in Japanese settings.
    const auto seen = std::find_if_not(cell.begin(), cell.end(), isUnseen);
    return (!cell.isEmpty() && Breaks.contains(cell.front()))
        || (seen != cell.end() && Signs.contains(*seen));
}

} // namespace linnet
