// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/database.h"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace linnet {

//! \brief Work on its way to a database thread. Bounded, and safe from any thread.
class JobQueue
{
public:
    using Jobs = std::vector<std::unique_ptr<Database::Job>>;

    explicit JobQueue(size_t capacity);

    //! Takes \p job, or tells its caller that it was refused: too many wait, or the queue is
    //! closed.
    void put(std::unique_ptr<Database::Job> job);

    //! Waits for work. \return all that waits, but no more than \p most; nothing once the queue is
    //! closed and everything in it was taken.
    Jobs take(size_t most);

    //! Lets nothing more in.
    void close();

private:
    const size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<std::unique_ptr<Database::Job>> m_waiting;
    bool m_closed = false;
};

} // namespace linnet
