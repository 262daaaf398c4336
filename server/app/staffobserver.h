// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/admin/sessionfeed.h"
#include "server/transport/hub/socketobserver.h"

#include <memory>

namespace linnet {

//! \brief Tells who watches the server from who is here to chat: only of these others are to know.
class StaffObserver : public SocketObserver
{
public:
    //! \param others is told of everybody else's sockets. \p feed outlives the observer.
    StaffObserver(std::unique_ptr<SocketObserver> others, SessionFeed &feed)
        : m_others(std::move(others))
        , m_feed(feed)
    {}

    void connected(const SocketOwner &owner) override
    {
        if (isStaffs(owner))
            m_feed.watcherCame();
        else
            m_others->connected(owner);
    }
    void disconnected(const SocketOwner &owner) override
    {
        if (isStaffs(owner))
            m_feed.watcherWent();
        else
            m_others->disconnected(owner);
    }
    void entered(const SocketOwner &owner, ConversationId conversation) override
    {
        m_others->entered(owner, conversation);
    }
    void arrived(ConversationId conversation, const std::vector<Arrival> &arrivals) override
    {
        m_others->arrived(conversation, arrivals);
    }

private:
    static bool isStaffs(const SocketOwner &owner)
    {
        return owner.dialect->socketAccess() == Access::Staff;
    }

    const std::unique_ptr<SocketObserver> m_others;
    SessionFeed &m_feed;
};

} // namespace linnet
