// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/cpupool.h"

#include <QLoggingCategory>

#include <exception>
#include <unistd.h>

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.pool")

constexpr int Niceness = 10;
constexpr std::chrono::seconds RetryAfter(2);

//! Nobody waits for an outcome of \p job: an exception ends it, and not the process.
void perform(const std::function<void()> &job)
{
    try {
        job();
    } catch (const std::exception &exception) {
        qCCritical(log) << "work was given up:" << exception.what();
    } catch (...) {
        qCCritical(log) << "work was given up: an exception of an unknown type";
    }
}

} // namespace

CpuPool::CpuPool(int threads, size_t mostWaiting)
    : m_mostWaiting(mostWaiting)
{
    m_threads.reserve(size_t(threads));
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back(&CpuPool::work, this);
}

CpuPool::~CpuPool()
{
    stop();
}

void CpuPool::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
}

void CpuPool::stopNow()
{
    m_stop.request_stop();
    stop();
}

bool CpuPool::submit(Job job, Worth worth)
{
    const size_t most = worth == Worth::Needed ? m_mostWaiting : m_mostWaiting / 2;
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_waiting.size() >= most)
            return false;
        m_waiting.push_back(std::move(job));
    }
    ++m_taken;
    m_wake.notify_one();
    return true;
}

void CpuPool::work()
{
    // On Linux this concerns the calling thread only.
    static_cast<void>(nice(Niceness));
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
            if (m_waiting.empty())
                return;
            job = std::move(m_waiting.front());
            m_waiting.pop_front();
        }
        perform(job);
    }
}

Error CpuPool::busy()
{
    return {Error::Kind::Unavailable,
            QLatin1String("busy"),
            QStringLiteral("The server is busy. Try again shortly."),
            {},
            RetryAfter};
}

} // namespace linnet
