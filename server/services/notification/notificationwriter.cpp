// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/notification/notificationwriter.h"

#include "common/core/clock.h"
#include "common/core/idgenerator.h"
#include "server/bus/eventbus.h"
#include "server/services/chat/viewer.h"
#include "server/storage/stores.h"

namespace linnet {

Result<NotificationView> NotificationWriter::add(Stores &stores, Notification draft,
                                                 std::optional<User> actor) const
{
    draft.id = m_context.ids.next<NotificationId>();
    draft.createdAt = m_context.clock.now();
    if (actor) {
        draft.actor = actor->id;
        if (const auto hidden = Viewer(stores, draft.user).hide(*actor); !hidden)
            return hidden.error();
    }
    if (const auto added = stores.notifications.add(draft); !added)
        return added.error();
    const auto pruned = stores.notifications.prune(draft.user, MostKept, KeptOfMore);
    if (!pruned)
        return pruned.error();
    return NotificationView{std::move(draft), std::move(actor), std::nullopt};
}

void NotificationWriter::announce(const NotificationView &view) const
{
    m_context.bus.publish({NotificationAdded{view}, {view.notification.user}, {}});
}

Result<std::optional<NotificationsRead>> NotificationWriter::markRead(Stores &stores, UserId user,
                                                                      FriendshipId friendship) const
{
    const auto about = stores.notifications.listAbout(user, friendship);
    if (!about)
        return about.error();
    return toNews(stores, user, stores.notifications.mark({user, *about, m_context.clock.now()}));
}

Result<std::optional<NotificationsRead>> NotificationWriter::remove(Stores &stores, UserId user,
                                                                    FriendshipId friendship) const
{
    auto read = markRead(stores, user, friendship);
    if (!read)
        return read;
    if (const auto removed = stores.notifications.removeAbout(user, friendship); !removed)
        return removed.error();
    return read;
}

Result<std::optional<NotificationsRead>> NotificationWriter::markRead(
    Stores &stores, UserId user, ConversationId conversation) const
{
    const Timestamp now = m_context.clock.now();
    return toNews(stores, user, stores.notifications.markRead(user, conversation, now));
}

Result<std::optional<NotificationsRead>> NotificationWriter::toNews(
    Stores &stores, UserId user, const Result<std::vector<NotificationId>> &marked)
{
    if (!marked)
        return marked.error();
    if (marked->empty())
        return std::optional<NotificationsRead>();
    const auto unread = stores.notifications.countUnread(user, NotificationScope::All);
    if (!unread)
        return unread.error();
    return std::optional(NotificationsRead{*marked, true, *unread});
}

void NotificationWriter::announce(UserId user, const NotificationsRead &read) const
{
    m_context.bus.publish({read, {user}, {}});
}

} // namespace linnet
