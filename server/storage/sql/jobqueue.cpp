// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/jobqueue.h"

#include "server/storage/sql/storagefailure.h"

#include <algorithm>
#include <iterator>

namespace linnet {

JobQueue::JobQueue(size_t capacity)
    : m_capacity(capacity)
{}

void JobQueue::put(std::unique_ptr<Database::Job> job)
{
    bool closed = false;
    {
        const std::lock_guard lock(m_mutex);
        closed = m_closed;
        if (!closed && m_waiting.size() < m_capacity)
            m_waiting.push_back(std::move(job));
    }
    if (job)
        job->home().post(job->failed(closed ? storageClosed() : storageOverloaded()));
    else
        m_filled.notify_one();
}

JobQueue::Jobs JobQueue::take(size_t most)
{
    std::unique_lock lock(m_mutex);
    m_filled.wait(lock, [this] { return m_closed || !m_waiting.empty(); });
    const auto end = m_waiting.begin() + qsizetype(std::min(most, m_waiting.size()));
    Jobs jobs(std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(end));
    m_waiting.erase(m_waiting.begin(), end);
    return jobs;
}

void JobQueue::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_filled.notify_all();
}

} // namespace linnet
