// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/clock.h"

#include <QDateTime>

namespace linnet {

namespace {

//! Writes \p value in \p digits decimal digits, the last of them at \p text[\p last].
void putNumber(char *text, int last, int digits, int value)
{
    for (int i = 0; i < digits; ++i, value /= 10)
        text[last - i] = char('0' + value % 10);
}

} // namespace

// By hand, because lists are full of times, and QDateTime takes microseconds for each.
QString toIso(Timestamp time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    char text[] = "0000-00-00T00:00:00.000Z";
    putNumber(text, 3, 4, int(date.year()));
    putNumber(text, 6, 2, int(unsigned(date.month())));
    putNumber(text, 9, 2, int(unsigned(date.day())));
    putNumber(text, 12, 2, int(clock.hours().count()));
    putNumber(text, 15, 2, int(clock.minutes().count()));
    putNumber(text, 18, 2, int(clock.seconds().count()));
    putNumber(text, 22, 3, int(clock.subseconds().count()));
    return QString::fromLatin1(text, sizeof text - 1);
}

std::optional<Timestamp> parseIso(QStringView text)
{
    QDateTime parsed = QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
    if (!parsed.isValid())
        return std::nullopt;
    if (parsed.timeSpec() == Qt::LocalTime)
        parsed.setTimeSpec(Qt::UTC);
    return Timestamp(std::chrono::milliseconds(parsed.toMSecsSinceEpoch()));
}

Timestamp SystemClock::now() const
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace linnet
