// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/people/friendservice.h"

#include "common/core/idgenerator.h"
#include "common/domain/notfound.h"
#include "server/bus/eventbus.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/chat/contactrules.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/viewer.h"
#include "server/services/notification/newsmailer.h"
#include "server/storage/database.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

Error conflict(QLatin1String code, const QString &message)
{
    return {Error::Kind::Conflict, code, message};
}

//! \return why nothing can be asked while the two stand to each other as in \p known.
Result<> checkMayAsk(const Friendship &known, UserId user, Timestamp now)
{
    if (known.state == FriendshipState::Accepted)
        return conflict("already_friends"_L1, u"You are friends already"_s);
    if (known.state == FriendshipState::Pending)
        return conflict("friend_request_exists"_L1,
                        u"There is a friend request between you already"_s);
    const bool isRefused =
        known.state == FriendshipState::Declined || known.state == FriendshipState::Withdrawn;
    const Timestamp allowed = known.changedAt + FriendService::Cooldown;
    if (isRefused && known.from == user && now < allowed)
        return Error{Error::Kind::RateLimited,
                     "friend_request_cooldown"_L1,
                     u"You asked this person not long ago. Try again tomorrow."_s,
                     {},
                     std::chrono::ceil<std::chrono::seconds>(allowed - now)};
    return {};
}

//! \return what \p reference means to \p user; NotFound if nothing.
Result<Friendship> locate(Stores &stores, UserId user, qint64 reference)
{
    const auto isTheirs = [user](const Friendship &found) {
        return found.from == user || found.to == user;
    };
    const auto direct = stores.friends.find(FriendshipId(reference));
    if (direct && isTheirs(*direct))
        return direct;
    const auto told = stores.notifications.find(NotificationId(reference), user);
    if (told && told->friendship) {
        const auto about = stores.friends.find(*told->friendship);
        if (about && isTheirs(*about))
            return about;
    }
    const auto between = stores.friends.findBetween(user, UserId(reference));
    if (!between)
        return between.error();
    if (!*between)
        return noSuchFriendRequest();
    return **between;
}

//! Who asked knows the request by its id; there is none from whom they asked.
Error notTheirs(const Friendship &request, qint64 reference)
{
    if (request.id.value() != reference)
        return noSuchFriendRequest();
    return {Error::Kind::Forbidden, "friend_request_not_yours"_L1,
            u"This friend request is not yours to answer"_s};
}

Result<Friendship> friendshipOf(const auto &changed)
{
    if (!changed)
        return changed.error();
    return changed->friendship;
}

} // namespace

FriendService::FriendService(ChatContext context, NotificationWriter notifications,
                             const NewsMailer &mails)
    : m_context(context)
    , m_notifications(notifications)
    , m_mails(mails)
{}

QCoro::Task<Result<Friendship>> FriendService::request(UserId user, UserId other)
{
    if (user == other)
        co_return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                        u"userId must be somebody else"_s};
    const auto changed = co_await m_context.database.write(
        [this, user, other](Stores &stores) { return ask(stores, user, other); },
        [this](const Result<Changed> &outcome) { settle(outcome); });
    co_return friendshipOf(changed);
}

QCoro::Task<Result<AcceptedRequest>> FriendService::accept(UserId user, qint64 reference)
{
    const Step step{user, reference, FriendshipState::Accepted};
    const auto changed = co_await m_context.database.write(
        [this, step](Stores &stores) { return answer(stores, step); },
        [this](const Result<Changed> &outcome) { settle(outcome); });
    if (!changed)
        co_return changed.error();
    co_return AcceptedRequest{changed->friendship, *changed->opened};
}

QCoro::Task<Result<Friendship>> FriendService::decline(UserId user, qint64 reference)
{
    const Step step{user, reference, FriendshipState::Declined};
    const auto changed = co_await m_context.database.write(
        [this, step](Stores &stores) { return answer(stores, step); },
        [this](const Result<Changed> &outcome) { settle(outcome); });
    co_return friendshipOf(changed);
}

QCoro::Task<Result<Friendship>> FriendService::withdraw(UserId user, qint64 reference)
{
    const Step step{user, reference, FriendshipState::Withdrawn};
    const auto changed = co_await m_context.database.write(
        [this, step](Stores &stores) { return takeBack(stores, step); },
        [this](const Result<Changed> &outcome) { settle(outcome); });
    co_return friendshipOf(changed);
}

QCoro::Task<Result<Friendship>> FriendService::remove(UserId user, UserId other)
{
    const auto changed = co_await m_context.database.write(
        [this, user, other](Stores &stores) { return end(stores, user, other); },
        [this](const Result<Changed> &outcome) { settle(outcome); });
    co_return friendshipOf(changed);
}

QCoro::Task<Result<FriendResult>> FriendService::list(UserId user, FriendQuery query)
{
    FriendPage page;
    page.user = user;
    page.limit = std::clamp(query.limit, 1, MostListed);
    page.before = query.before.value_or(page.before);
    if (query.which != FriendQuery::Which::Friends)
        page.which = query.which == FriendQuery::Which::Incoming ? FriendPage::Which::Incoming
                                                                 : FriendPage::Which::Outgoing;
    auto views = co_await m_context.database.read([page](Stores &stores) {
        return Viewer(stores, page.user).shown(stores.friends.list(page), &FriendshipView::other);
    });
    if (!views)
        co_return views.error();
    FriendResult result{std::move(*views), std::nullopt};
    if (result.views.size() == size_t(page.limit))
        result.next = result.views.back().friendship.id;
    co_return result;
}

Result<FriendService::Changed> FriendService::ask(Stores &stores, UserId user, UserId other) const
{
    if (const auto reachable = requireUsers(stores, {other}); !reachable)
        return reachable.error();
    if (const auto allowed = requireNoBlock(stores, user, other); !allowed)
        return allowed.error();
    const auto known = stores.friends.findBetween(user, other);
    if (!known)
        return known.error();
    const Timestamp now = m_context.clock.now();
    if (*known) {
        if (const auto allowed = checkMayAsk(**known, user, now); !allowed)
            return allowed.error();
    }
    const auto waiting = stores.friends.countOutgoing(user);
    if (!waiting)
        return waiting.error();
    if (*waiting >= MostOutgoing)
        return conflict("too_many_friend_requests"_L1,
                        u"Too many of your friend requests wait for an answer"_s);

    auto changed = store(stores, user,
                         {.id = m_context.ids.next<FriendshipId>(),
                          .from = user,
                          .to = other,
                          .createdAt = now,
                          .changedAt = now});
    if (!changed)
        return changed;
    Notification told;
    told.user = other;
    told.kind = NotificationKind::FriendRequest;
    told.friendship = changed->friendship.id;
    const auto added = m_notifications.add(stores, told, changed->actor.user);
    if (!added)
        return added.error();
    changed->notification = *added;
    changed->notification->friendship = FriendshipState::Pending;
    if (const auto mailed = m_mails.tellOfRequest(stores, other, changed->actor.user); !mailed)
        return mailed.error();
    return changed;
}

Result<FriendService::Changed> FriendService::answer(Stores &stores, const Step &step) const
{
    auto friendship = locate(stores, step.user, step.reference);
    if (!friendship)
        return friendship.error();
    if (friendship->state == FriendshipState::Accepted)
        return conflict("already_friends"_L1, u"You are friends already"_s);
    if (friendship->state != FriendshipState::Pending)
        return noSuchFriendRequest();
    if (friendship->to != step.user)
        return notTheirs(*friendship, step.reference);
    friendship->state = step.state;
    friendship->changedAt = m_context.clock.now();
    auto changed = store(stores, step.user, *friendship);
    if (!changed)
        return changed;

    const bool isAccepted = step.state == FriendshipState::Accepted;
    const auto read = m_notifications.markRead(stores, step.user, friendship->id);
    if (!read)
        return read.error();
    changed->read = *read;
    Notification told;
    told.user = friendship->from;
    told.kind = isAccepted ? NotificationKind::FriendAccepted : NotificationKind::FriendDeclined;
    told.friendship = friendship->id;
    const auto added = m_notifications.add(stores, told, changed->actor.user);
    if (!added)
        return added.error();
    changed->notification = *added;
    changed->notification->friendship = step.state;
    if (!isAccepted)
        return changed;
    const auto direct = findOrOpenDirect(m_context, stores, step.user, friendship->from);
    if (!direct)
        return direct.error();
    for (const UserId each : {friendship->from, friendship->to}) {
        if (const auto back = stores.members.unhide(direct->id, each); !back)
            return back.error();
    }
    changed->opened = *direct;
    return changed;
}

//! The other one is to find nothing that asks for an answer.
Result<FriendService::Changed> FriendService::takeBack(Stores &stores, const Step &step) const
{
    auto friendship = locate(stores, step.user, step.reference);
    if (!friendship)
        return friendship.error();
    if (friendship->state != FriendshipState::Pending || friendship->from != step.user)
        return noSuchFriendRequest();
    const auto removed = m_notifications.remove(stores, friendship->to, friendship->id);
    if (!removed)
        return removed.error();
    friendship->state = FriendshipState::Withdrawn;
    friendship->changedAt = m_context.clock.now();
    auto changed = store(stores, step.user, *friendship);
    if (changed)
        changed->read = *removed;
    return changed;
}

Result<FriendService::Changed> FriendService::end(Stores &stores, UserId user, UserId other) const
{
    const auto known = stores.friends.findBetween(user, other);
    if (!known)
        return known.error();
    if (!*known || (*known)->state != FriendshipState::Accepted)
        return Error{Error::Kind::NotFound, "friend_not_found"_L1, u"Friend not found"_s};
    Friendship friendship = **known;
    friendship.state = FriendshipState::Removed;
    friendship.changedAt = m_context.clock.now();
    const auto direct = stores.conversations.findDirect(user, other);
    if (!direct)
        return direct.error();
    if (*direct) {
        if (const auto hidden = stores.members.hide((*direct)->id); !hidden)
            return hidden.error();
    }
    return store(stores, user, friendship);
}

Result<FriendService::Changed> FriendService::store(Stores &stores, UserId user,
                                                    const Friendship &friendship) const
{
    if (const auto stored = stores.friends.put(friendship); !stored)
        return stored.error();
    m_context.memory.profiles.forget(friendship);
    auto actor = loadAuthor(stores, user);
    if (!actor)
        return actor.error();
    return Changed{friendship, std::move(*actor)};
}

void FriendService::settle(const Result<Changed> &outcome) const
{
    if (!outcome)
        return;
    const Friendship &friendship = outcome->friendship;
    const std::vector<UserId> both{friendship.from, friendship.to};
    if (outcome->opened && outcome->opened->lastSeq == 0)
        m_context.bus.publish({ConversationChanged{*outcome->opened}, both, {}});
    for (AuthorView &view : viewsOf(outcome->actor, both))
        m_context.bus.publish(
            {FriendshipChanged{friendship, std::move(view.user)}, std::move(view.audience), {}});
    if (outcome->read)
        m_notifications.announce(friendship.to, *outcome->read);
    if (outcome->notification)
        m_notifications.announce(*outcome->notification);
}

} // namespace linnet
