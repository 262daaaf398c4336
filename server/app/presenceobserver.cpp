// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/presenceobserver.h"

#include "server/services/chat/presenceservice.h"

#include <QCoroTask>

#include <QLoggingCategory>

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.app")

QCoro::Task<> tellPresence(PresenceService *presence, bool isConnected, UserId user,
                           SessionId session)
{
    try {
        if (isConnected)
            co_await presence->connected(user, session);
        else
            co_await presence->disconnected(user, session);
    } catch (const std::exception &exception) {
        qCWarning(log) << "presence could not be told:" << exception.what();
    }
}

} // namespace

void PresenceObserver::connected(UserId user, SessionId session)
{
    tellPresence(&m_presence, true, user, session);
}

void PresenceObserver::disconnected(UserId user, SessionId session)
{
    tellPresence(&m_presence, false, user, session);
}

} // namespace linnet
