// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/notification.h"
#include "server/bus/event.h"
#include "server/services/notification/notificationcontext.h"

#include <QCoroTask>

#include <optional>
#include <vector>

namespace linnet {

struct NotificationQuery
{
    int limit = 50; //!< More than 100 means 100.
    std::optional<NotificationId> before; //!< NotificationResult::next of the page before.
    bool onlyUnread = false;
};

struct NotificationResult
{
    std::vector<NotificationView> notifications; //!< Newest first.
    qint64 unread = 0; //!< Of all of the user's.
    std::optional<NotificationId> next; //!< Set if older ones may follow.
};

//! \brief What a user was told, and whether they have read it.
class NotificationService
{
public:
    static constexpr int MostListed = 100;

    //! Nothing: all of the user's.
    using Ids = std::optional<std::vector<NotificationId>>;
    enum class State { Read, Unread };

    explicit NotificationService(NotificationContext context);

    QCoro::Task<Result<NotificationResult>> list(UserId user, NotificationQuery query);

    QCoro::Task<Result<qint64>> countUnread(UserId user,
                                            NotificationScope scope = NotificationScope::All);

    //! What is not the user's, or is gone, is left out. \return how many unread ones there are now.
    QCoro::Task<Result<qint64>> mark(UserId user, Ids ids, State state);

    //! As above, one. \return NotFound if it is not the user's, or is gone.
    QCoro::Task<Result<qint64>> markOne(UserId user, NotificationId id, State state);

private:
    enum class Missing { LeftOut, Refused };

    QCoro::Task<Result<qint64>> mark(UserId user, Ids ids, State state, Missing missing);

    const NotificationContext m_context;
};

} // namespace linnet
