// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/bell.h"
#include "common/core/hop.h"
#include "common/core/result.h"
#include "server/storage/stores.h"

#include <concepts>
#include <functional>
#include <memory>
#include <type_traits>

namespace linnet {

//! \brief Runs work on a database thread; the caller's coroutine stays on its own.
//!
//! \code
//! auto stored = co_await m_database.write([=](Stores &stores) { return stores.messages.add(m); });
//! \endcode
//! The work returns a Result. It may run twice (after a conflict with another node), so it changes
//! nothing but through the stores.
class Database
{
public:
    //! \brief One use case, queued.
    class Job
    {
    public:
        virtual ~Job() = default;
        //! \return false to undo what it did; what the others in its commit did stays.
        virtual bool run(Stores &stores) = 0;
        //! Called once, after the commit, in the order of run(). \return how to tell the caller.
        virtual Mailbox::Work done() = 0;
        //! Called instead of done() if it was not stored: the disk is full, the database is gone.
        virtual Mailbox::Work failed(Error error) = 0;
        virtual Mailbox &home() = 0;
    };

    virtual ~Database() = default;

    //! Runs \p work in a write transaction that may be shared: all that waits is committed at once,
    //! and what one of them undoes is not the others' business. Resumes after the commit is on
    //! disk.
    template <std::invocable<Stores &> Work>
    auto write(Work work)
    {
        return queue(&Database::submitWrite, std::move(work), Nothing());
    }

    //! As above; \p settled gets the outcome, stored or not, on the database thread, before the
    //! caller goes on and in the order of the work: what is published there is heard in stored
    //! order.
    template <std::invocable<Stores &> Work, typename Settled>
    auto write(Work work, Settled settled)
    {
        return queue(&Database::submitWrite, std::move(work), std::move(settled));
    }

    //! Runs \p work in a read transaction: one consistent view, never behind a finished write().
    template <std::invocable<Stores &> Work>
    auto read(Work work)
    {
        return queue(&Database::submitRead, std::move(work), Nothing());
    }

    //! \return what rings after each commit that added jobs.
    virtual Bell &jobsAdded() = 0;

    //! Has \p listener called whenever work that changed something is undone, alone or with all of
    //! its commit, before anything else runs on the writer's thread: what was learnt from that work
    //! is to be forgotten there. Work that is refused without a change undoes nothing. Safe from
    //! any thread; \p listener is called for as long as the database runs.
    virtual void whenUndone(std::function<void()> listener) = 0;

protected:
    virtual void submitWrite(std::unique_ptr<Job> job) = 0;
    virtual void submitRead(std::unique_ptr<Job> job) = 0;

private:
    struct Nothing
    {
        void operator()(const auto &) const {}
    };

    template <typename Work, typename Settled, typename Outcome>
    class WorkJob : public Job
    {
    public:
        WorkJob(Work work, Settled settled, typename Hop<Outcome>::Completion &completion)
            : m_work(std::move(work))
            , m_settled(std::move(settled))
            , m_completion(completion)
        {}

        bool run(Stores &stores) override
        {
            m_outcome.emplace(m_work(stores));
            return m_outcome->has_value();
        }
        Mailbox::Work done() override
        {
            // NOLINTBEGIN(bugprone-unchecked-optional-access): run() or failed() came before.
            m_settled(std::as_const(*m_outcome));
            return m_completion.finish(std::move(*m_outcome));
            // NOLINTEND(bugprone-unchecked-optional-access)
        }
        Mailbox::Work failed(Error error) override
        {
            m_outcome.emplace(std::move(error));
            return done();
        }
        Mailbox &home() override { return m_completion.home(); }

    private:
        Work m_work;
        Settled m_settled;
        std::optional<Outcome> m_outcome;
        typename Hop<Outcome>::Completion &m_completion;
    };

    template <typename Work, typename Settled>
    auto queue(void (Database::*submit)(std::unique_ptr<Job>), Work work, Settled settled)
    {
        using Outcome = std::invoke_result_t<Work, Stores &>;
        using ThisJob = WorkJob<Work, Settled, Outcome>;
        return Hop<Outcome>([this, submit, work = std::move(work),
                             settled = std::move(settled)](auto &completion) mutable {
            (this->*submit)(
                std::make_unique<ThisJob>(std::move(work), std::move(settled), completion));
        });
    }
};

} // namespace linnet
