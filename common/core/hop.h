// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/mailbox.h"

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace linnet {

//! \brief What a coroutine awaits while its work runs on another thread.
//!
//! \c start is given a Completion and must see to it that exactly one of finish() and fail() is
//! called on it, on any thread, also on shutdown: an unfinished hop is a coroutine that never ends.
//! The coroutine resumes on the thread that awaited, through its Mailbox. Much cheaper than a
//! QFuture, which takes a watcher object and several events for each hop.
template <typename T>
class Hop
{
public:
    //! \brief The other thread's end of a hop. Valid until finish() or fail() has returned.
    class Completion
    {
    public:
        //! \return how to resume the awaiting coroutine; hand it to home(), alone or in a batch.
        [[nodiscard]] Mailbox::Work finish(T value)
        {
            m_value.emplace(std::move(value));
            return [handle = m_handle] { handle.resume(); };
        }
        [[nodiscard]] Mailbox::Work fail(std::exception_ptr exception)
        {
            m_exception = std::move(exception);
            return [handle = m_handle] { handle.resume(); };
        }
        Mailbox &home() const { return *m_home; }

    private:
        friend class Hop;
        std::optional<T> m_value;
        std::exception_ptr m_exception;
        std::coroutine_handle<> m_handle;
        Mailbox *m_home = nullptr;
    };

    explicit Hop(std::function<void(Completion &)> start)
        : m_start(std::move(start))
    {}

    bool await_ready() const noexcept { return false; }

    void await_suspend(std::coroutine_handle<> handle)
    {
        m_completion.m_handle = handle;
        m_completion.m_home = Mailbox::current();
        Q_ASSERT(m_completion.m_home);
        m_start(m_completion);
    }

    T await_resume()
    {
        if (m_completion.m_exception)
            std::rethrow_exception(m_completion.m_exception);
        // Finished means that there is one or the other.
        // NOLINTNEXTLINE(bugprone-unchecked-optional-access)
        return std::move(*m_completion.m_value);
    }

private:
    std::function<void(Completion &)> m_start;
    Completion m_completion;
};

} // namespace linnet
