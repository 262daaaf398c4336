// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/bytecount.h"

#include <QRegularExpression>

#include <limits>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

struct Unit
{
    QLatin1String name;
    qint64 size;
    bool isBinary;
};

//! The largest first.
constexpr Unit Units[] = {
    {"TiB"_L1, 1LL << 40, true}, {"TB"_L1, 1'000'000'000'000, false},
    {"GiB"_L1, 1LL << 30, true}, {"GB"_L1, 1'000'000'000, false},
    {"MiB"_L1, 1LL << 20, true}, {"MB"_L1, 1'000'000, false},
    {"KiB"_L1, 1LL << 10, true}, {"kB"_L1, 1'000, false},
};

//! \return the largest unit that \p bytes are a multiple of; null: there is none.
const Unit *exactUnit(qint64 bytes)
{
    for (const Unit &unit : Units) {
        if (bytes > 0 && bytes % unit.size == 0)
            return &unit;
    }
    return nullptr;
}

} // namespace

std::optional<qint64> byteUnit(const QString &unit)
{
    if (unit.isEmpty())
        return 1;
    for (const Unit &known : Units) {
        if (unit.compare(known.name, Qt::CaseInsensitive) == 0)
            return known.size;
    }
    return std::nullopt;
}

std::optional<qint64> parseByteCount(const QString &text)
{
    constexpr qint64 Most = std::numeric_limits<qint64>::max();
    static const QRegularExpression pattern(
        u"\\A([0-9]{1,18})(?:[.]([0-9]{1,6}))? ?([A-Za-z]{0,3})\\z"_s);
    const auto match = pattern.match(text);
    const auto unit = byteUnit(match.captured(3));
    if (!match.hasMatch() || !unit || (*unit == 1 && match.hasCaptured(2)))
        return std::nullopt;
    const qint64 whole = match.capturedView(1).toLongLong();
    if (whole >= Most / *unit)
        return std::nullopt;
    qint64 part = match.capturedView(2).toLongLong() * *unit;
    for (qsizetype digit = 0; digit < match.capturedLength(2); ++digit)
        part /= 10;
    return whole * *unit + part;
}

QString byteCountText(qint64 bytes)
{
    const Unit *const unit = exactUnit(bytes);
    return unit ? QString::number(bytes / unit->size) + unit->name : QString::number(bytes);
}

QString otherByteCountText(qint64 bytes)
{
    const Unit *const exact = exactUnit(bytes);
    const bool isBinary = !exact || !exact->isBinary;
    for (const Unit &unit : Units) {
        if (unit.isBinary == isBinary && bytes >= unit.size)
            return QString::number(double(bytes) / double(unit.size), 'f', 1) + unit.name;
    }
    return QString::number(bytes);
}

} // namespace linnet
