// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/maskedidentifier.h"

#include <algorithm>

namespace linnet {

namespace {

constexpr QChar Dot(u'\u2022');
constexpr qsizetype ShownBefore = 3; // "+" and what may be a country's code.
constexpr qsizetype ShownAfter = 2;
constexpr qsizetype DotsOfAName = 3; // Always, so that they do not tell how long it is.

} // namespace

QString masked(const Identifier &identifier)
{
    const QString &value = identifier.value;
    if (identifier.kind == Identifier::Kind::Phone) {
        const qsizetype hidden = std::max<qsizetype>(0, value.size() - ShownBefore - ShownAfter);
        return value.left(ShownBefore) + QString(hidden, Dot) + value.right(ShownAfter);
    }
    const qsizetype at = value.lastIndexOf(u'@');
    return value.left(1) + QString(DotsOfAName, Dot) + (at < 0 ? QString() : value.mid(at));
}

} // namespace linnet
