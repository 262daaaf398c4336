// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fullonce.h"
#include "tests/support/teststorage.h"

#include <latch>
#include <memory>
#include <semaphore>

namespace linnet::test {

//! \brief A database whose every write shares its commit with one that comes to nothing, so that it
//! is undone and done again.
class UndoneFirst : public Relay
{
public:
    explicit UndoneFirst(Database &inner)
        : Relay(inner)
    {}

protected:
    void submitWrite(std::unique_ptr<Job> job) override
    {
        // What waits while the writer is busy is one commit.
        const auto hold = std::make_shared<Hold>();
        Mailbox &home = job->home();
        relayWrite(std::make_unique<Holding>(home, hold));
        hold->begun.acquire();
        relayWrite(std::move(job));
        relayWrite(std::make_unique<Regretted>(home));
        hold->end.count_down();
    }
    void submitRead(std::unique_ptr<Job> job) override { relayRead(std::move(job)); }

private:
    //! \brief What nobody waits for.
    class Unawaited : public Job
    {
    public:
        explicit Unawaited(Mailbox &home)
            : m_home(home)
        {}

        Mailbox::Work done() override
        {
            return [] {};
        }
        Mailbox::Work failed(Error) override { return done(); }
        Mailbox &home() override { return m_home; }

    private:
        Mailbox &m_home;
    };

    //! \brief Keeps the writer busy from its beginning to its end.
    struct Hold
    {
        std::counting_semaphore<> begun{0};
        std::latch end{1};
    };

    class Holding : public Unawaited
    {
    public:
        Holding(Mailbox &home, std::shared_ptr<Hold> hold)
            : Unawaited(home)
            , m_hold(std::move(hold))
        {}

        bool run(Stores &) override
        {
            m_hold->begun.release();
            m_hold->end.wait();
            return true;
        }

    private:
        const std::shared_ptr<Hold> m_hold;
    };

    //! \brief Changes something, and is then to be undone.
    class Regretted : public Unawaited
    {
    public:
        using Unawaited::Unawaited;

        bool run(Stores &stores) override
        {
            addUser(stores, UserId(987'654));
            return false;
        }
    };
};

} // namespace linnet::test
