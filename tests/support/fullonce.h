// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/mailbox.h"
#include "server/storage/database.h"

namespace linnet::test {

//! \brief Hands work over to another database.
class Relay : public Database
{
public:
    explicit Relay(Database &inner)
        : m_inner(inner)
    {}

    Bell &jobsAdded() override { return m_inner.jobsAdded(); }
    void whenUndone(std::function<void()> listener) override
    {
        m_inner.whenUndone(std::move(listener));
    }

protected:
    void relayWrite(std::unique_ptr<Job> job) { (m_inner.*&Relay::submitWrite)(std::move(job)); }
    void relayRead(std::unique_ptr<Job> job) { (m_inner.*&Relay::submitRead)(std::move(job)); }

private:
    Database &m_inner;
};

//! \brief A database whose disk is full at one of its writes.
class FullOnce : public Relay
{
public:
    FullOnce(Database &inner, int fullAt)
        : Relay(inner)
        , m_fullAt(fullAt)
    {}

protected:
    void submitWrite(std::unique_ptr<Job> job) override
    {
        if (++m_writes != m_fullAt)
            return relayWrite(std::move(job));
        Mailbox &home = job->home();
        home.post(job->failed(
            {Error::Kind::Unavailable, QLatin1String("storage_full"), QStringLiteral("No room.")}));
    }
    void submitRead(std::unique_ptr<Job> job) override { relayRead(std::move(job)); }

private:
    const int m_fullAt;
    int m_writes = 0;
};

} // namespace linnet::test
