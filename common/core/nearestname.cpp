// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/nearestname.h"

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

//! \return how many letters must be put in, taken out, exchanged, or swapped with the next one.
int editDistance(const QString &a, const QString &b)
{
    const qsizetype width = b.size() + 1;
    std::vector<int> least(size_t((a.size() + 1) * width));
    const auto at = [&](qsizetype i, qsizetype j) -> int & { return least[size_t(i * width + j)]; };
    for (qsizetype i = 0; i <= a.size(); ++i)
        for (qsizetype j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                at(i, j) = int(i + j);
                continue;
            }
            const bool isSame = a[i - 1] == b[j - 1];
            at(i, j) =
                std::min({at(i - 1, j - 1) + (isSame ? 0 : 1), at(i - 1, j) + 1, at(i, j - 1) + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
        }
    return at(a.size(), b.size());
}

} // namespace

QString nearestName(const QString &typed, const QStringList &names)
{
    QString nearest;
    int least = 1 + std::max(1, int(typed.size()) / 3);
    for (const QString &name : names) {
        const int distance = editDistance(typed.toLower(), name.toLower());
        if (distance < least) {
            least = distance;
            nearest = name;
        }
    }
    return nearest;
}

QString didYouMean(const QString &typed, const QStringList &names)
{
    const QString nearest = nearestName(typed, names);
    return nearest.isEmpty() ? QString() : u"; did you mean \"%1\"?"_s.arg(nearest);
}

} // namespace linnet
