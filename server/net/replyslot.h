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
    bool isWaiting() const override { return m_isWaiting; }
    bool isLeaving() const override { return m_isLeaving; }
    void onAbort(std::function<void()> callback) override;

    // On the connection's thread:
    //! The client sends no more: tells who asked to be told. An answer is taken still.
    void peerFinished();
    //! The client has gone: tells who asked to be told.
    void abort();
    //! Takes no answer from now on.
    void close();

private:
    void tell();
    void deliver(Response response);

    Taker m_take;
    std::function<void()> m_onAbort;
    std::atomic<bool> m_isWaiting = true;
    std::atomic<bool> m_isLeaving = false;
    QMutex m_mutex;
    Mailbox *m_home; //!< Null once closed.
};

} // namespace linnet::net
