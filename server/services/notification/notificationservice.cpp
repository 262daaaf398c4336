// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/notification/notificationservice.h"

#include "common/core/clock.h"
#include "server/bus/eventbus.h"
#include "server/services/chat/viewer.h"
#include "server/storage/database.h"

#include <algorithm>

namespace linnet {

NotificationService::NotificationService(NotificationContext context)
    : m_context(context)
{}

QCoro::Task<Result<NotificationResult>> NotificationService::list(UserId user,
                                                                  NotificationQuery query)
{
    NotificationPage page;
    page.user = user;
    page.limit = std::clamp(query.limit, 1, MostListed);
    page.before = query.before.value_or(page.before);
    if (query.onlyUnread)
        page.which = NotificationPage::Which::Unread;

    auto result =
        co_await m_context.database.read([page](Stores &stores) -> Result<NotificationResult> {
            auto notifications =
                Viewer(stores, page.user)
                    .shown(stores.notifications.list(page), &NotificationView::actor);
            if (!notifications)
                return notifications.error();
            const auto unread = stores.notifications.countUnread(page.user, NotificationScope::All);
            if (!unread)
                return unread.error();
            return NotificationResult{std::move(*notifications), *unread, std::nullopt};
        });
    if (result && result->notifications.size() == size_t(page.limit))
        result->next = result->notifications.back().notification.id;
    co_return result;
}

QCoro::Task<Result<qint64>> NotificationService::countUnread(UserId user, NotificationScope scope)
{
    const auto unread = co_await m_context.database.read(
        [user, scope](Stores &stores) { return stores.notifications.countUnread(user, scope); });
    co_return unread;
}

QCoro::Task<Result<qint64>> NotificationService::mark(UserId user, Ids ids, State state)
{
    return mark(user, std::move(ids), state, Missing::LeftOut);
}

QCoro::Task<Result<qint64>> NotificationService::markOne(UserId user, NotificationId id,
                                                         State state)
{
    return mark(user, std::vector{id}, state, Missing::Refused);
}

QCoro::Task<Result<qint64>> NotificationService::mark(UserId user, Ids ids, State state,
                                                      Missing missing)
{
    NotificationMark mark{user, std::move(ids), std::nullopt};
    if (state == State::Read)
        mark.readAt = m_context.clock.now();

    const auto marked = co_await m_context.database.write(
        [mark, missing](Stores &stores) -> Result<NotificationsRead> {
            if (missing == Missing::Refused) {
                const auto found = stores.notifications.find(mark.ids->front(), mark.user);
                if (!found)
                    return found.error();
            }
            auto changed = stores.notifications.mark(mark);
            if (!changed)
                return changed.error();
            const auto unread = stores.notifications.countUnread(mark.user, NotificationScope::All);
            if (!unread)
                return unread.error();
            return NotificationsRead{std::move(*changed), mark.readAt.has_value(), *unread};
        },
        [this, user](const Result<NotificationsRead> &outcome) {
            if (outcome && !outcome->ids.empty())
                m_context.bus.publish({*outcome, {user}, {}});
        });
    if (!marked)
        co_return marked.error();
    co_return marked->unread;
}

} // namespace linnet
