// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/mailbox.h"
#include "common/core/result.h"
#include "common/domain/sessionview.h"
#include "server/bus/event.h"
#include "server/services/admin/admincontext.h"

#include <QCoroTask>

#include <atomic>
#include <mutex>
#include <vector>

namespace linnet {

class EventBus;
class StaffService;

//! \brief Tells those who run the server which sessions begin and end, as it happens.
//!
//! Looks up whose they are after the fact, some hundred at once, and only while somebody watches.
class SessionFeed
{
public:
    //! How many may wait to be looked up. What comes above that is counted, and its number told.
    static constexpr size_t MostWaiting = 20'000;

    //! Made on a thread that has a Mailbox and goes on having it; both others outlive the feed.
    SessionFeed(AdminContext context, EventBus &bus, const StaffService &staff);

    // Safe from any thread:
    void watcherCame() { ++m_watchers; }
    void watcherWent() { --m_watchers; }

private:
    struct Noted
    {
        SessionId session;
        SessionNews::Kind kind = SessionNews::Kind::Began;
    };
    //! \brief What is told next.
    struct Batch
    {
        std::vector<Noted> noted;
        qint64 missed = 0;

        bool isEmpty() const { return noted.empty() && missed == 0; }
    };

    void hear(const Event &event);
    void note(Noted noted);
    QCoro::Task<> tell();
    Batch takeBatch();
    QCoro::Task<Result<>> tellBatch(std::vector<Noted> batch);
    void tellMissed(qint64 count);

    const AdminContext m_context;
    EventBus &m_bus;
    const StaffService &m_staff;
    Mailbox &m_home;
    std::atomic<int> m_watchers = 0;
    std::mutex m_mutex;
    std::vector<Noted> m_waiting;
    qint64 m_missed = 0; //!< Since that was last told.
    bool m_isTelling = false;
};

} // namespace linnet
