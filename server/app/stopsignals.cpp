// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/stopsignals.h"

#include <pthread.h>

namespace linnet {

StopSignals::StopSignals()
{
    sigemptyset(&m_signals);
    sigaddset(&m_signals, SIGINT);
    sigaddset(&m_signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &m_signals, &m_before);
    m_waiting = std::thread([this] {
        int number = 0;
        sigwait(&m_signals, &number);
        m_stop.request_stop();
    });
}

StopSignals::~StopSignals()
{
    pthread_kill(m_waiting.native_handle(), SIGTERM); // Wakes it, if nobody has before.
    m_waiting.join();
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

} // namespace linnet
