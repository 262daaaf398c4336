// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <functional>
#include <optional>

namespace linnet {

//! \brief Keeps what anybody can cause from filling the log: it is time for a line once a second.
//!
//! Used on one thread.
class LogPace
{
public:
    using Moment = std::chrono::steady_clock::time_point;
    using Now = std::function<Moment()>;

    explicit LogPace(Now now = &std::chrono::steady_clock::now)
        : m_now(std::move(now))
    {}

    //! It has happened once more. \return how often since the last line; none: no line is due.
    std::optional<quint64> due();

private:
    const Now m_now;
    std::optional<Moment> m_lastLine;
    quint64 m_times = 0; //!< Since then.
};

} // namespace linnet
