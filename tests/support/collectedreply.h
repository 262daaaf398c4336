// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/reply.h"

#include <mutex>
#include <optional>

namespace linnet::test {

//! \brief Collects the answer to one request. Safe from any thread.
class CollectedReply
{
public:
    net::Reply reply() { return net::Reply(m_receiver); }

    bool isThere() const
    {
        const std::scoped_lock lock(m_receiver->mutex);
        return m_receiver->response.has_value();
    }
    //! Once, when isThere().
    net::Response take()
    {
        const std::scoped_lock lock(m_receiver->mutex);
        return std::move(*m_receiver->response);
    }
    void hangUp() { m_receiver->isGone = true; }

private:
    struct Receiver : net::Reply::Receiver
    {
        void answer(net::Response given) override
        {
            const std::scoped_lock lock(mutex);
            response = std::move(given);
        }
        bool isWaiting() const override { return !isGone; }
        bool isLeaving() const override { return isGone; }
        void onAbort(std::function<void()>) override {}

        mutable std::mutex mutex;
        std::optional<net::Response> response;
        std::atomic<bool> isGone = false;
    };

    std::shared_ptr<Receiver> m_receiver = std::make_shared<Receiver>();
};

//! \return the whole body, whichever way \p response has it.
inline QByteArray bodyOf(net::Response &response)
{
    if (!response.source)
        return response.body;
    QByteArray body;
    while (body.size() < response.source->size()) {
        const QByteArray piece = response.source->read(64 << 10);
        if (piece.isEmpty())
            break;
        body += piece;
    }
    return body;
}

} // namespace linnet::test
