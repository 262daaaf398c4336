// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/byterange.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace linnet {

namespace {

//! \return a number of digits only; one too big to hold is as good as the biggest.
std::optional<qint64> number(QByteArrayView text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.isEmpty() || !std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    return ok ? value : std::numeric_limits<qint64>::max();
}

ByteRange part(qint64 first, qint64 last, qint64 size)
{
    if (first >= size)
        return {ByteRange::Kind::Unsatisfiable};
    return {ByteRange::Kind::Part, first, std::min(last, size - 1) - first + 1};
}

} // namespace

ByteRange parseRange(QByteArrayView header, qint64 size)
{
    constexpr QByteArrayView unit = "bytes=";
    if (!header.startsWith(unit))
        return {};
    const QByteArrayView spec = header.sliced(unit.size()).trimmed();
    const qsizetype dash = spec.indexOf('-');
    if (dash < 0)
        return {};
    const auto first = number(spec.first(dash));
    const auto last = number(spec.sliced(dash + 1));
    if (dash == 0 && last)
        return *last == 0 ? ByteRange{ByteRange::Kind::Unsatisfiable}
                          : part(std::max<qint64>(0, size - *last), size, size);
    const bool isOpen = dash + 1 == spec.size();
    if (!first || (!isOpen && !last) || (last && *last < *first))
        return {};
    return part(*first, last.value_or(size), size);
}

} // namespace linnet
