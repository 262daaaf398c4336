// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <csignal>
#include <stop_token>
#include <thread>

namespace linnet {

//! \brief While it exists, SIGINT and SIGTERM ask for an end instead of ending the process. For
//! commands that clean up; made before they start threads.
class StopSignals
{
public:
    StopSignals();
    ~StopSignals();
    Q_DISABLE_COPY_MOVE(StopSignals)

    std::stop_token token() const { return m_stop.get_token(); }

private:
    sigset_t m_signals = {};
    sigset_t m_before = {};
    std::stop_source m_stop;
    std::thread m_waiting;
};

} // namespace linnet
