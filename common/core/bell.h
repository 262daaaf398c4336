// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace linnet {

//! \brief Wakes threads that wait for something to do. Safe from any thread.
//!
//! \code
//! const quint64 heard = bell.rings();
//! if (!findWork()) // What comes in meanwhile rings.
//!     bell.wait(heard, 1min);
//! \endcode
class Bell
{
public:
    void ring();

    //! \return how often it was rung so far.
    quint64 rings() const;

    //! Waits until it was rung more than \p heard times, but no longer than \p most.
    void wait(quint64 heard, std::chrono::milliseconds most);

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_rung;
    quint64 m_rings = 0;
};

} // namespace linnet
