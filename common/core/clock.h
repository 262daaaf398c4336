// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

namespace linnet {

//! \brief A moment in UTC, to the millisecond: what the database stores and the wire shows.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

//! \return e.g. "2026-01-31T09:05:00.042Z".
QString toIso(Timestamp time);

//! \return nothing unless \p text is an ISO-8601 date and time; without a zone it is taken as UTC.
std::optional<Timestamp> parseIso(QStringView text);

//! \brief Where services get the time from, so that a test can move it.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
};

class SystemClock : public Clock
{
public:
    Timestamp now() const override;
};

} // namespace linnet
