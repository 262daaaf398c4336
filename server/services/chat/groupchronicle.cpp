// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/groupchronicle.h"

#include "common/core/clock.h"
#include "common/core/idgenerator.h"
#include "server/bus/eventbus.h"
#include "server/services/chat/audience.h"
#include "server/services/chat/author.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/chat/draft.h"
#include "server/services/chat/naming.h"
#include "server/services/chat/viewer.h"
#include "server/storage/stores.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

//! \return who hears of \p change in \p group.
Result<std::vector<UserId>> hearersOf(Stores &stores, ConversationId group,
                                      const MembershipChange &change)
{
    const auto members = stores.members.list(group);
    if (!members)
        return members.error();
    std::vector<UserId> hearers = change.removed;
    for (const Member &member : *members)
        hearers.push_back(member.user);
    return hearers;
}

//! In what the whole group hears, pictures are those that anybody may see, and whoever is across a
//! block from one of \p hearers has nothing but the name.
Result<std::vector<User>> seenByAll(ChatMemory &memory, Stores &stores,
                                    const std::vector<UserId> &users,
                                    const std::vector<UserId> &hearers)
{
    auto seen = stores.accounts.findMany(users);
    if (!seen)
        return seen;
    for (User &user : *seen) {
        const auto author = memory.profiles.find(user.id, stores);
        if (!author)
            return author.error();
        const auto isBlocked = [&author](UserId hearer) { return author->isBlocked(hearer); };
        user = seenByAnybody(std::move(user));
        if (std::any_of(hearers.begin(), hearers.end(), isBlocked))
            leaveTheName(user);
    }
    return seen;
}

//! \return \p change as the whole group hears of it.
Result<MembersChanged> toNews(ChatMemory &memory, Stores &stores, const Conversation &group,
                              const MembershipChange &change)
{
    const auto hearers = hearersOf(stores, group.id, change);
    if (!hearers)
        return hearers.error();
    const auto actor = seenByAll(memory, stores, {change.actor}, *hearers);
    if (!actor)
        return actor.error();
    const auto added = seenByAll(memory, stores, change.added, *hearers);
    if (!added)
        return added.error();
    const auto removed = seenByAll(memory, stores, change.removed, *hearers);
    if (!removed)
        return removed.error();
    return MembersChanged{group, actor->front(), *added, *removed, {}};
}

QString lineOf(const MembersChanged &change)
{
    const QString actor = change.actor.displayName;
    if (!change.added.empty())
        return actor + u" added "_s + namesOf(change.added);
    const bool isOwnWish = change.removed.size() == 1 && change.removed[0].id == change.actor.id;
    return isOwnWish ? actor + u" left"_s : actor + u" removed "_s + namesOf(change.removed);
}

} // namespace

GroupChronicle::GroupChronicle(ChatContext context)
    : m_context(context)
    , m_notifications({context.database, context.bus, context.clock, context.ids})
{}

Result<MembershipRecord> GroupChronicle::record(Stores &stores, const Conversation &group,
                                                const MembershipChange &change, Line line) const
{
    const auto actor = stores.accounts.find(change.actor);
    if (!actor)
        return actor.error();
    auto news = toNews(m_context.memory, stores, group, change);
    if (!news)
        return news.error();
    MembershipRecord record;
    record.change = std::move(*news);
    if (record.change.added.empty() && record.change.removed.empty())
        return record;

    record.change.at = m_context.clock.now();
    if (line == Line::Written && !group.isFrozen) {
        const auto written = write(stores, record.change);
        if (!written)
            return written.error();
        record.line = *written;
        record.change.message = written->id;
        record.change.at = written->createdAt;
    }
    auto notifications = notify(stores, record.change, *actor);
    if (!notifications)
        return notifications.error();
    record.notifications = std::move(*notifications);
    return record;
}

Result<Message> GroupChronicle::write(Stores &stores, const MembersChanged &change) const
{
    Message line;
    line.id = m_context.ids.next<MessageId>();
    line.conversation = change.conversation.id;
    line.sender = change.actor.id;
    line.kind = MessageKind::System;
    line.body = lineOf(change);
    line.createdAt = m_context.clock.now();
    line.membership = change.added.empty() ? Membership::Ended : Membership::Began;
    const std::vector<User> &moved = change.added.empty() ? change.removed : change.added;
    for (size_t i = 0; i < std::min(moved.size(), size_t(MostMentions)); ++i)
        line.mentions.push_back(moved[i].id);
    const auto appended = stores.messages.append(line);
    if (!appended)
        return appended.error();
    return appended->message;
}

Result<QString> GroupChronicle::retell(Stores &stores, const Message &line) const
{
    if (!line.membership || line.mentions.empty())
        return QString();
    const auto actor = stores.accounts.find(line.sender);
    if (!actor)
        return actor.error();
    const auto moved = stores.accounts.findMany(line.mentions);
    if (!moved)
        return moved.error();
    MembersChanged change{{}, *actor, {}, {}, {}};
    (*line.membership == Membership::Began ? change.added : change.removed) = *moved;
    return moved->empty() ? QString() : lineOf(change);
}

Result<std::vector<NotificationView>> GroupChronicle::notify(Stores &stores,
                                                             const MembersChanged &change,
                                                             const User &actor) const
{
    std::vector<NotificationView> notifications;
    for (const User &user : change.added) {
        Notification told;
        told.user = user.id;
        told.kind = NotificationKind::AddedToGroup;
        told.conversation = change.conversation.id;
        told.data = {{u"title"_s, change.conversation.title}};
        auto added = m_notifications.add(stores, told, actor);
        if (!added)
            return added.error();
        notifications.push_back(std::move(*added));
    }
    return notifications;
}

void GroupChronicle::announce(const MembershipRecord &record,
                              const std::vector<UserId> &audience) const
{
    const MembersChanged &change = record.change;
    if (change.added.empty() && change.removed.empty())
        return;
    if (record.line) {
        std::vector<UserId> readers = audience;
        for (const User &user : change.added)
            std::erase(readers, user.id);
        const auto members = std::make_shared<const std::vector<UserId>>(std::move(readers));
        m_context.memory.places.add(*record.line);
        const QString &title = change.conversation.title;
        m_context.bus.publish({MessageAdded{*record.line, change.actor, members, title},
                               without(*members, change.actor.id),
                               {}});
        m_context.bus.publish(
            {MessageSent{*record.line, change.actor, members, title}, {change.actor.id}, {}});
    }
    m_context.bus.publish({change, audience, {}});
    for (const NotificationView &view : record.notifications)
        m_notifications.announce(view);
}

} // namespace linnet
