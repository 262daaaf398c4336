// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "server/bus/event.h"
#include "server/services/chat/chatcontext.h"

#include <QCoroTask>

#include <QMutex>
#include <QObject>

#include <unordered_map>
#include <vector>

namespace linnet {

class LastSeen;
struct Companion;

//! \brief Who is there, told to those who share a conversation with them and may know.
//!
//! However many sockets somebody opens and closes, the others hear of the first and of the last.
//! Where settings, a friendship or a block change who may know, those whom it concerns are told how
//! it looks to them now. Safe from any thread; lives on one with a Mailbox.
class PresenceService : public QObject
{
    Q_OBJECT

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

    using Company = std::vector<Companion>;

    bool count(UserId user, int sockets);
    QCoro::Task<> announce(UserId user);
    bool publish(UserId user, const Company &company, quint64 since);
    bool settle(UserId user);

    void heard(const EventPayload &payload);
    void part(const BlockChanged &block);
    void later(UserId user, UserId other);
    QCoro::Task<> revise(UserId user, UserId other);
    bool retell(UserId user, const Company &company, quint64 since);
    void tell(UserId user, bool isOnline, std::vector<UserId> audience);
    void conceal(UserId user, std::vector<UserId> audience);
    bool isAnnounced(UserId user) const;
    quint64 epoch() const;

    const ChatContext m_context;
    LastSeen &m_lastSeen;
    mutable QMutex m_mutex;
    std::unordered_map<UserId, Presence> m_present;
    quint64 m_epoch = 0; //!< Counts changes of who may know.
};

} // namespace linnet
