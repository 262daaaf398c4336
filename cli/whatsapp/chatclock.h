// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/whatsapp/dateorder.h"
#include "common/core/clock.h"

#include <QTimeZone>

namespace linnet::cli {

//! \brief Turns what the lines of an export say into times, each later than the one before: exports
//! tell minutes at best, and hours that a clock was set back twice.
class ChatClock
{
public:
    ChatClock(DateOrder order, const QTimeZone &zone)
        : m_order(order)
        , m_zone(zone)
    {}

    //! \return when a message with \p stamp was written, which has a date in the clock's order.
    Timestamp next(const ChatStamp &stamp);

private:
    qint64 toUtc(qint64 local) const;

    const DateOrder m_order;
    const QTimeZone m_zone;
    std::optional<qint64> m_last; //!< Milliseconds.
};

} // namespace linnet::cli
