// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/hop.h"
#include "tests/support/waittimes.h"

#include <QCoroTask>

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <exception>
#include <memory>
#include <optional>
#include <vector>

namespace linnet::test {

//! \brief What becomes of a coroutine that a test started.
template <typename T>
struct Awaited
{
    std::optional<T> value;
    std::exception_ptr exception;

    bool isDone() const { return value || exception; }
};

//! Starts \p awaitable (a Task or a Hop) and tells \p awaited how it ended.
template <typename T, typename Awaitable>
QCoro::Task<> follow(Awaitable awaitable, std::shared_ptr<Awaited<T>> awaited)
{
    try {
        awaited->value.emplace(co_await awaitable);
    } catch (...) {
        awaited->exception = std::current_exception();
    }
}

//! Runs the event loop until all of \p pending have ended, for LongPatience at most. Unlike
//! waitUntil(), which looks every 10 ms, it wakes with each event.
template <typename T>
void waitFor(const std::vector<std::shared_ptr<Awaited<T>>> &pending)
{
    const auto areDone = [&pending] {
        return std::all_of(pending.begin(), pending.end(),
                           [](const auto &awaited) { return awaited->isDone(); });
    };
    QTimer deadline;
    deadline.setSingleShot(true);
    deadline.start(LongPatience);
    while (!areDone()) {
        if (!deadline.isActive())
            qFatal("A coroutine did not end.");
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

template <typename T, typename Awaitable>
T awaited(Awaitable awaitable)
{
    const auto awaited = std::make_shared<Awaited<T>>();
    follow<T>(std::move(awaitable), awaited);
    waitFor<T>({awaited});
    if (awaited->exception)
        std::rethrow_exception(awaited->exception);
    return std::move(*awaited->value);
}

//! \return what \p task ends with, while the event loop runs. The thread needs a Mailbox.
template <typename T>
T await(QCoro::Task<T> task)
{
    return awaited<T>(std::move(task));
}

template <typename T>
T await(Hop<T> hop)
{
    return awaited<T>(std::move(hop));
}

//! Lets all of \p tasks run side by side. \return what they end with, in their order.
template <typename T>
std::vector<T> awaitAll(std::vector<QCoro::Task<T>> tasks)
{
    std::vector<std::shared_ptr<Awaited<T>>> pending;
    for (QCoro::Task<T> &task : tasks) {
        pending.push_back(std::make_shared<Awaited<T>>());
        follow<T>(std::move(task), pending.back());
    }
    waitFor<T>(pending);
    std::vector<T> values;
    for (const auto &awaited : pending) {
        if (awaited->exception)
            std::rethrow_exception(awaited->exception);
        values.push_back(std::move(*awaited->value));
    }
    return values;
}

} // namespace linnet::test
