// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/loop.h"

#include <array>
#include <sys/epoll.h>
#include <unistd.h>
#include <utility>

namespace linnet::bench {

Loop::Loop()
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{}

Loop::~Loop()
{
    ::close(m_epoll);
}

void Loop::add(int descriptor, Watcher *watcher)
{
    epoll_event event = {};
    event.events = EPOLLIN;
    event.data.ptr = watcher;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
}

void Loop::remove(int descriptor)
{
    ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr);
}

void Loop::watchWrites(int descriptor, Watcher *watcher, bool isWanted)
{
    epoll_event event = {};
    event.events = isWanted ? EPOLLIN | EPOLLOUT : EPOLLIN;
    event.data.ptr = watcher;
    ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, descriptor, &event);
}

bool Loop::run(Clock::time_point deadline, const std::function<bool()> &isDone,
               const std::function<void()> &tick)
{
    std::array<epoll_event, 512> events{};
    while (!isDone()) {
        if (Clock::now() >= deadline)
            return false;
        tick();
        flushAll();
        const int count = ::epoll_wait(m_epoll, events.data(), int(events.size()), 1);
        for (int i = 0; i < count; ++i) {
            auto *const watcher = static_cast<Watcher *>(events[size_t(i)].data.ptr);
            if (events[size_t(i)].events & EPOLLOUT)
                watcher->writable();
            if (events[size_t(i)].events & (EPOLLIN | EPOLLERR | EPOLLHUP))
                watcher->readable();
        }
        flushAll();
    }
    return true;
}

void Loop::flushAll()
{
    for (Watcher *const watcher : std::exchange(m_dirty, {}))
        watcher->flush();
}

} // namespace linnet::bench
