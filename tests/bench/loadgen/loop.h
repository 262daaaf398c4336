// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <vector>

namespace linnet::bench {

using Clock = std::chrono::steady_clock;

//! \brief Something with a descriptor in the loop.
class Watcher
{
public:
    virtual ~Watcher() = default;
    virtual void readable() = 0;
    virtual void writable() = 0;
    //! Writes out what this turn of the loop has queued.
    virtual void flush() = 0;
};

//! \brief A bare epoll loop on one thread: as little as a generator can cost.
class Loop
{
public:
    Loop();
    ~Loop();
    Loop(const Loop &) = delete;
    Loop &operator=(const Loop &) = delete;

    void add(int descriptor, Watcher *watcher);
    void remove(int descriptor);
    void watchWrites(int descriptor, Watcher *watcher, bool isWanted);

    //! Has \p watcher flushed at the end of this turn.
    void flushLater(Watcher *watcher) { m_dirty.push_back(watcher); }

    //! Runs until \p isDone, or \p deadline; \p tick is called at least every millisecond.
    //! \return whether it was done in time.
    bool run(
        Clock::time_point deadline, const std::function<bool()> &isDone,
        const std::function<void()> &tick = [] {});

private:
    void flushAll();

    int m_epoll = -1;
    std::vector<Watcher *> m_dirty;
};

} // namespace linnet::bench
