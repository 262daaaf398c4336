// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/replyslot.h"

namespace linnet::net {

ReplySlot::ReplySlot(Mailbox &home, Taker take)
    : m_take(std::move(take))
    , m_home(&home)
{}

void ReplySlot::answer(Response response)
{
    QMutexLocker lock(&m_mutex);
    if (!m_home)
        return;
    if (Mailbox::current() == m_home) {
        lock.unlock();
        deliver(std::move(response));
        return;
    }
    const auto shared = std::make_shared<Response>(std::move(response));
    m_home->post([self = shared_from_this(), shared] { self->deliver(std::move(*shared)); });
}

void ReplySlot::onAbort(std::function<void()> callback)
{
    m_onAbort = std::move(callback);
}

void ReplySlot::peerFinished()
{
    if (!m_isLeaving.exchange(true))
        tell();
}

void ReplySlot::abort()
{
    m_isLeaving = true;
    if (m_isWaiting.exchange(false))
        tell();
}

void ReplySlot::tell()
{
    if (const auto callback = m_onAbort) // Answering in it lets it go.
        callback();
}

void ReplySlot::close()
{
    m_isWaiting = false;
    m_take = nullptr;
    m_onAbort = nullptr;
    const QMutexLocker lock(&m_mutex);
    m_home = nullptr;
}

void ReplySlot::deliver(Response response)
{
    if (const auto take = std::exchange(m_take, nullptr)) {
        close();
        take(std::move(response));
    }
}

} // namespace linnet::net
