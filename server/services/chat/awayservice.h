// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bus/event.h"
#include "server/services/chat/chatcontext.h"
#include "server/services/notification/notificationwriter.h"

#include <QCoroTask>

#include <QMutex>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <map>
#include <vector>

namespace linnet {

class AbsenceService;
class PresenceService;

//! \brief Leaves a notification for members who were not there when a message came: one for each
//! conversation, whatever else comes into it until they read.
//!
//! Not by whoever stores the message: what came within a pause is gone through at once, on the
//! threads that read, and only who has no such notification yet costs a write. Safe from any
//! thread; lives on one with a Mailbox.
class AwayService : public QObject
{
    Q_OBJECT

public:
    //! \p presence and \p absences outlive the service.
    AwayService(ChatContext context, const PresenceService &presence,
                const AbsenceService &absences,
                std::chrono::milliseconds pause = std::chrono::seconds(1));

private:
    //! \brief Somebody who was away, and the newest message they missed.
    struct Absentee
    {
        SharedEvent missed;
        UserId user;
        qint64 unread = 0;
    };
    using Absentees = std::vector<Absentee>;

    //! \brief What has come into a conversation: nobody misses what they wrote themselves.
    struct News
    {
        SharedEvent newest;
        SharedEvent byAnother = {}; //!< The newest by somebody else than that one's sender.
    };
    using Waiting = std::map<ConversationId, News>;

    void note(const SharedEvent &event);
    QCoro::Task<> tell();
    QCoro::Task<> tellAll(Waiting waiting);
    QCoro::Task<> tellThose(Absentees absentees);
    Waiting takeWaiting();
    //! Goes through some of \p waiting, which it takes out. \return who is away.
    Absentees takeAbsentees(Waiting &waiting) const;
    Result<Absentees> unawareOf(Stores &stores, const Absentees &absentees) const;
    Result<std::vector<NotificationView>> notify(Stores &stores, const Absentees &absentees) const;

    const ChatContext m_context;
    const NotificationWriter m_notifications;
    const PresenceService &m_presence;
    const AbsenceService &m_absences;
    QTimer m_timer;
    QMutex m_mutex;
    Waiting m_waiting;
    bool m_isBusy = false; //!< The timer runs, or tell() does.
};

} // namespace linnet
