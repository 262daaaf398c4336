// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"

#include <functional>
#include <memory>

namespace linnet::net {

//! \brief The right to answer one request, once.
//!
//! Safe from any thread and at any time: it does nothing when the client has gone. Dropped without
//! an answer, it answers 500, so that no request is ever left hanging.
class Reply
{
public:
    //! \brief Where the answer goes: a connection, or what a test makes of it.
    class Receiver
    {
    public:
        virtual ~Receiver() = default;
        //! Called at most once, on whichever thread answers.
        virtual void answer(Response response) = 0;
        virtual bool isWaiting() const = 0;
        virtual bool isLeaving() const = 0;
        virtual void onAbort(std::function<void()> callback) = 0;
    };

    Reply() = default;
    explicit Reply(std::shared_ptr<Receiver> receiver)
        : m_receiver(std::move(receiver))
    {}
    Reply(Reply &&) = default;
    //! A right that is overwritten is dropped: its request is answered as by the destructor.
    Reply &operator=(Reply &&other) noexcept
    {
        Reply(std::move(other)).m_receiver.swap(m_receiver);
        return *this;
    }
    ~Reply();

    void send(Response response);

    //! \return whether somebody may still wait for the answer; false means: stop working on it.
    bool isWaiting() const { return m_receiver && m_receiver->isWaiting(); }

    //! \return whether the client has sent its last byte. Whoever hangs up does, and nobody can
    //! tell yet from who only half-closed and waits for the answer.
    bool isLeaving() const { return m_receiver && m_receiver->isLeaving(); }

    //! \p callback runs on the connection's thread, before the answer, when isLeaving() has become
    //! true, and when isWaiting() has become false. Set it on the connection's thread, before
    //! handing the reply to another.
    void onAbort(std::function<void()> callback);

private:
    std::shared_ptr<Receiver> m_receiver;
};

} // namespace linnet::net
