// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/hop.h"
#include "common/core/result.h"

#include <atomic>
#include <concepts>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>
#include <type_traits>
#include <vector>

namespace linnet {

//! \brief Threads of low priority for work that would hold up an I/O thread: hashing, signing,
//! thumbnails. What it cannot take on is refused at once, so that a burst costs bounded memory.
//!
//! \code
//! auto hash = co_await m_pool.run([=] { return bcrypt(code, cost); });
//! \endcode
class CpuPool
{
public:
    explicit CpuPool(int threads = 1, size_t mostWaiting = 32);
    ~CpuPool();

    //! \return what to await: the Result that \p work returned, or its value as one; an Unavailable
    //! error ("busy") if too much is waiting.
    template <std::invocable Work>
    auto run(Work work)
    {
        using Outcome = typename ResultOf<std::invoke_result_t<Work>>::Type;
        return Hop<Outcome>([this, work = std::move(work)](auto &completion) {
            const bool accepted = submit([this, work, &completion] { finish(work, completion); });
            if (!accepted)
                completion.home().post(completion.finish(Outcome(busy())));
        });
    }

    using Job = std::function<void()>;

    //! \brief Whether work may as well be left undone.
    enum class Worth {
        Needed,
        Optional, //!< It has half of the queue, so that it keeps out nothing that is needed.
    };

    //! Runs \p job, of which nobody waits for an outcome; an exception in it is logged.
    //! \return false if too much is waiting.
    bool submit(Job job, Worth worth = Worth::Needed);

    //! \return how many pieces of work it has taken on so far.
    quint64 taken() const { return m_taken; }

    //! Takes on nothing more, finishes what is waiting, and ends the threads.
    void stop();

    //! As stop(), but what has not begun of what run() was given is answered with "busy", and what
    //! has begun is asked to end by stopToken().
    void stopNow();

    //! For work that waits for others.
    std::stop_token stopToken() const { return m_stop.get_token(); }

private:
    template <typename Value>
    struct ResultOf
    {
        using Type = Result<Value>;
    };
    template <typename Value>
    struct ResultOf<Result<Value>>
    {
        using Type = Result<Value>;
    };

    template <typename Work, typename Completion>
    void finish(const Work &work, Completion &completion) const
    {
        Mailbox &home = completion.home();
        if (m_stop.stop_requested()) {
            home.post(completion.finish(busy()));
            return;
        }
        try {
            if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
                work();
                home.post(completion.finish({}));
            } else {
                home.post(completion.finish(work()));
            }
        } catch (...) {
            home.post(completion.fail(std::current_exception()));
        }
    }

    void work();
    static Error busy();

    const size_t m_mostWaiting;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_waiting;
    bool m_stopping = false;
    std::atomic<quint64> m_taken = 0;
    std::stop_source m_stop;
    std::vector<std::thread> m_threads;
};

} // namespace linnet
