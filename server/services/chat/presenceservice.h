// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/core/result.h"
#include "server/bus/event.h"
#include "server/services/chat/chatcontext.h"

#include <QCoroTask>

#include <QMutex>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <unordered_map>
#include <vector>

namespace linnet {

class LastSeen;
struct Companion;

//! \brief Who is there, told to those who share a conversation with them and may know.
//!
//! However many sockets somebody opens and closes, the others hear of the first and of the last.
//! Where settings, a friendship or a block change who may know, those whom it concerns are told how
//! it looks to them now. Where it cannot be read who all these are, it is tried again until they
//! are told or there is nothing to tell any more.
//! Safe from any thread; lives on one with a Mailbox.
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
    static constexpr std::chrono::milliseconds LeastPause = std::chrono::seconds(1);
    static constexpr std::chrono::milliseconds MostPause = std::chrono::seconds(30);

    struct Presence
    {
        int sockets = 0;
        bool isAnnounced = false; //!< As online.
        bool isBusy = false; //!< Somebody is announcing already, and will see the newest state.
        bool isPutOff = false; //!< Among those to be announced later.
    };

    using Company = std::vector<Companion>;

    bool count(UserId user, int sockets);
    QCoro::Task<bool> announce(UserId user);
    bool publish(UserId user, const Company &company, quint64 since);
    bool settle(UserId user);

    void putOff(UserId user, const Error &error);
    UserId takePutOff();
    void waitToAnnounce();
    QCoro::Task<> announcePutOff();
    QCoro::Task<bool> announceAllPutOff();

    void heard(const EventPayload &payload);
    void part(const BlockChanged &block);
    void later(UserId user, UserId other);
    QCoro::Task<> revise(UserId user, UserId other);
    QCoro::Task<Result<>> retellAll(UserId user, UserId other);
    void reviseLater(UserId user, UserId other, const Error &error);
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
    std::deque<UserId> m_putOff; //!< To be announced later.
    // Of this object's own thread:
    QTimer m_later;
    std::chrono::milliseconds m_pause = LeastPause;
    bool m_isAnnouncing = false; //!< Those who were put off.
};

} // namespace linnet
