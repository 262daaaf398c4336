// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "server/services/chat/chatcontext.h"

#include <QCoroTask>

#include <QMutex>

#include <unordered_map>
#include <vector>

namespace linnet {

class LastSeen;

//! \brief Who is there, told to those who share a conversation with them. Safe from any thread.
//!
//! However many sockets somebody opens and closes, the others hear of the first and of the last.
class PresenceService
{
public:
    PresenceService(ChatContext context, LastSeen &lastSeen);

    //! A socket of \p user has been opened.
    QCoro::Task<> connected(UserId user, SessionId session);
    //! One that connected() was told of is gone.
    QCoro::Task<> disconnected(UserId user, SessionId session);

    bool isOnline(UserId user) const;

private:
    struct Presence
    {
        int sockets = 0;
        bool isAnnounced = false; //!< As online.
        bool isBusy = false; //!< Somebody is announcing already, and will see the newest state.
    };

    bool count(UserId user, int sockets);
    QCoro::Task<> announce(UserId user);
    void publish(UserId user, std::vector<UserId> company);
    bool settle(UserId user);

    const ChatContext m_context;
    LastSeen &m_lastSeen;
    mutable QMutex m_mutex;
    std::unordered_map<UserId, Presence> m_present;
};

} // namespace linnet
