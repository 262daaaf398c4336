// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fullonce.h"

#include <atomic>

namespace linnet::test {

//! \brief A database that can be written, and read unless it is said that it cannot.
class Unreadable : public Relay
{
public:
    using Relay::Relay;

    std::atomic<bool> isUnreadable = true;
    std::atomic<int> refusals = 0;

protected:
    void submitWrite(std::unique_ptr<Job> job) override { relayWrite(std::move(job)); }
    void submitRead(std::unique_ptr<Job> job) override
    {
        if (!isUnreadable)
            return relayRead(std::move(job));
        ++refusals;
        Mailbox &home = job->home();
        home.post(job->failed({Error::Kind::Unavailable, QLatin1String("overloaded"),
                               QStringLiteral("The server is busy.")}));
    }
};

} // namespace linnet::test
