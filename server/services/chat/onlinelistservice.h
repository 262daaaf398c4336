// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"

#include <QMutex>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <map>
#include <vector>

namespace linnet {

class EventBus;

//! \brief Who is online, as one list for all: what some families of clients go by instead of
//! presence changes.
//!
//! Those who watch the list get it when they come, and when it has changed, but in a storm only now
//! and then: the more there is to tell, the longer the pause. Safe from any thread; lives on one
//! with an event loop.
class OnlineListService : public QObject
{
    Q_OBJECT

public:
    enum class Watch { No, Yes };

    struct Settings
    {
        std::chrono::milliseconds pause{250}; //!< Between two lists for everybody, at least.
        size_t longest = 1'000; //!< With more users online, those whose accounts are older.
    };

    OnlineListService(EventBus &bus, Settings settings);

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

    void count(UserId user, int sockets, Watch watch);
    void schedule();
    void tell();
    std::chrono::milliseconds patience(Time now) const;
    std::vector<UserId> list() const;
    std::vector<UserId> watchers() const;

    EventBus &m_bus;
    const Settings m_settings;
    QTimer m_timer;
    QMutex m_mutex;
    std::map<UserId, Sockets> m_online; //!< By rising id, so that a full list does not flicker.
    std::vector<UserId> m_newcomers; //!< Who watches and has not got the list.
    std::vector<UserId> m_told; //!< The list that everybody has.
    bool m_isStale = false; //!< Somebody has come or gone since.
    Time m_next{}; //!< When everybody may be told again.
};

} // namespace linnet
