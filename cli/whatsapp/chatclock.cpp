// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/chatclock.h"

#include <QDateTime>

#include <algorithm>

namespace linnet::cli {

Timestamp ChatClock::next(const ChatStamp &stamp)
{
    const QDateTime written(dateOf(stamp, m_order), stamp.time, Qt::UTC);
    const qint64 time = toUtc(written.toMSecsSinceEpoch());
    m_last = m_last ? std::max(time, *m_last + 1) : time;
    return Timestamp(std::chrono::milliseconds(*m_last));
}

//! An hour that there was twice is the first one unless that is over; one that was left out is as
//! if the clock had not been set yet.
qint64 ChatClock::toUtc(qint64 local) const
{
    constexpr qint64 Day = 24 * 60 * 60 * 1000;
    const auto offsetAt = [this](qint64 time) {
        return qint64(m_zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(time, Qt::UTC))) * 1000;
    };
    const qint64 before = offsetAt(local - Day);
    const qint64 after = offsetAt(local + Day);
    const qint64 first = local - before;
    const qint64 second = local - after;
    const bool canBeFirst = offsetAt(first) == before;
    const bool canBeSecond = offsetAt(second) == after;
    if (canBeFirst && canBeSecond)
        return m_last && first < *m_last - 60'000 ? std::max(first, second)
                                                  : std::min(first, second);
    return canBeSecond ? second : first;
}

} // namespace linnet::cli
