// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/mailbox.h"
#include "server/net/reply.h"

#include <QMutex>

#include <atomic>
#include <memory>

namespace linnet::net {

//! \brief Brings the answer to one request home to its connection's thread.
class ReplySlot : public Reply::Receiver, public std::enable_shared_from_this<ReplySlot>
{
public:
    using Taker = std::function<void(Response)>;

    //! \p take runs on the thread of \p home, which is the calling one, until close().
    ReplySlot(Mailbox &home, Taker take);

    void answer(Response response) override;
    bool isWaiting() const override;
    void onAbort(std::function<void()> callback) override;

    // On the connection's thread:
    //! The client has gone, or is about to: tells who asked to be told. An answer is taken still.
    void abort();
    //! Takes no answer from now on.
    void close();

private:
    void deliver(Response response);

    Taker m_take;
    std::function<void()> m_onAbort;
    std::atomic<bool> m_isWaiting = true;
    QMutex m_mutex;
    Mailbox *m_home; //!< Null once closed.
};

} // namespace linnet::net
