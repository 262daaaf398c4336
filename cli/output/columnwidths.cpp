// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/columnwidths.h"

#include <algorithm>
#include <numeric>

namespace linnet::cli {

namespace {

constexpr int Narrowest = 4;

} // namespace

QList<int> fitted(QList<int> wanted, int columns)
{
    if (columns <= 0 || wanted.isEmpty())
        return wanted;
    const int gaps = ColumnGap * int(wanted.size() - 1);
    int excess = std::accumulate(wanted.begin(), wanted.end(), gaps) - columns;
    for (; excess > 0; --excess) {
        const auto widest = std::max_element(wanted.begin(), wanted.end());
        if (*widest <= Narrowest)
            break;
        --*widest;
    }
    return wanted;
}

} // namespace linnet::cli
