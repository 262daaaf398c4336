// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"
#include "common/core/live.h"
#include "server/bus/event.h"
#include "server/services/chat/chatcontext.h"
#include "server/services/chat/sight.h"

#include <QCoroTask>

#include <QMutex>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <initializer_list>
#include <map>
#include <set>
#include <vector>

namespace linnet {

//! \brief Who is online, as one list for all: what some families of clients go by instead of
//! presence changes.
//!
//! Those who watch the list get it when they come, and when it has changed, but in a storm only now
//! and then: the more there is to tell, the longer the pause. Nobody sees those there who may not
//! see them. Safe from any thread; lives on one with a Mailbox.
class OnlineListService : public QObject
{
    Q_OBJECT

public:
    enum class Watch { No, Yes };

    struct Settings
    {
        std::chrono::milliseconds pause{250}; //!< Between two lists for everybody, at least.
        size_t longest = 1'000; //!< With more users online, those whose accounts are older.

        bool operator==(const Settings &) const = default;
    };

    OnlineListService(ChatContext context, Settings settings);

    //! Lists by \p settings from now on. Safe from any thread.
    void configure(Settings settings) { m_settings.replace(settings); }

    //! A socket of \p user has been opened. \param watch whether it wants the list.
    void connected(UserId user, Watch watch);
    //! One that connected() was told of is gone.
    void disconnected(UserId user, Watch watch);

private:
    using Time = std::chrono::steady_clock::time_point;

    struct Sockets
    {
        int all = 0;
        int watching = 0;
    };

    //! \brief A list, and who gets it.
    struct Telling
    {
        std::vector<UserId> users;
        std::vector<UserId> audience;
    };

    void count(UserId user, int sockets, Watch watch);
    void heard(const EventPayload &payload);
    void later(std::initializer_list<UserId> users);
    void startLearning();
    QCoro::Task<> learn();
    QCoro::Task<bool> learnSome();
    std::vector<UserId> takeUnknown();
    void putBack(const std::vector<UserId> &users, const Error &error);
    void keep(Sight sight);
    void schedule();
    void tell();
    std::vector<Telling> divide(const std::vector<UserId> &users,
                                const std::vector<UserId> &audience) const;
    std::vector<UserId> hiddenFrom(const Sight &watcher, size_t listed) const;
    std::chrono::milliseconds patience(Time now) const;
    std::vector<UserId> list() const;
    std::vector<UserId> watchers() const;

    const ChatContext m_context;
    Live<Settings> m_settings;
    QTimer m_timer;
    QMutex m_mutex;
    std::map<UserId, Sockets> m_online; //!< By rising id, so that a full list does not flicker.
    std::map<UserId, Sight> m_sights; //!< Of those among them who are listed, and may be told.
    std::set<UserId> m_unknown; //!< Who is online, and whose sight is still to be read.
    int m_watching = 0; //!< Sockets that want the list.
    std::vector<UserId> m_newcomers; //!< Who watches and has not got the list.
    std::vector<UserId> m_told; //!< The list that everybody has; empty if not all have the same.
    bool m_isStale = false; //!< Somebody has come or gone since.
    Time m_next{}; //!< When everybody may be told again.
    bool m_isLearning = false; //!< On this object's own thread only.
};

} // namespace linnet
