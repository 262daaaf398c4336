// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/groupservice.h"

#include "common/core/idgenerator.h"
#include "common/domain/groupview.h"
#include "common/domain/notfound.h"
#include "server/bus/eventbus.h"
#include "server/services/chat/audience.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/chat/chatrules.h"
#include "server/services/chat/contactrules.h"
#include "server/services/chat/viewer.h"
#include "server/storage/database.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

Error onlyAdmins(const QString &what)
{
    return {Error::Kind::Forbidden, "admin_required"_L1, u"Only admins can %1 members"_s.arg(what)};
}

Error groupIsFull()
{
    return {Error::Kind::Conflict, "group_full"_L1,
            u"A group has at most %1 members"_s.arg(GroupService::MostMembers)};
}

Result<> check(const GroupChange &change)
{
    if (change.title) {
        if (const auto title =
                rules::checkName(*change.title, "groupName"_L1, GroupService::MostTitleCodePoints);
            !title)
            return title;
    }
    if (const auto url = rules::checkUrl(change.avatarUrl.value_or(QString()), "groupAvatar"_L1);
        !url)
        return url;
    return rules::checkText(change.bio.value_or(QString()), rules::MostStatusCodePoints, "bio"_L1);
}

//! \brief A group as one of its members may act on it.
struct Standing
{
    Conversation group;
    Member member;
};

//! \return "not_a_member" for strangers and former members, for direct chats and for nothing at
//! all.
Result<Standing> standing(Stores &stores, ConversationId group, UserId user)
{
    const auto conversation = stores.conversations.find(group, user);
    if (!conversation && conversation.error().kind != Error::Kind::NotFound)
        return conversation.error();
    if (!conversation || conversation->kind != ConversationKind::Group)
        return GroupService::notAMember();
    const auto member = stores.members.find(group, user);
    if (!member)
        return member.error();
    if (member->leftSeq)
        return GroupService::notAMember();
    return Standing{*conversation, *member};
}

//! As above; "group_frozen" where nothing may be added or changed.
Result<Standing> freeStanding(Stores &stores, ConversationId group, UserId user)
{
    auto known = standing(stores, group, user);
    if (known && known->group.isFrozen)
        return groupFrozen();
    return known;
}

//! \return \p users once each, and not \p creator.
std::vector<UserId> distinct(std::vector<UserId> users, UserId creator)
{
    std::sort(users.begin(), users.end());
    users.erase(std::unique(users.begin(), users.end()), users.end());
    std::erase(users, creator);
    return users;
}

std::vector<UserId> withoutMembers(std::vector<UserId> users, const std::vector<Member> &members)
{
    std::erase_if(users, [&members](UserId user) {
        return std::any_of(members.begin(), members.end(),
                           [user](const Member &member) { return member.user == user; });
    });
    return users;
}

} // namespace

GroupService::GroupService(ChatContext context)
    : m_context(context)
    , m_writer(context)
{}

Error GroupService::notAMember()
{
    return {Error::Kind::Forbidden, "not_a_member"_L1, u"Not a group member"_s};
}

QCoro::Task<Result<GroupDetails>> GroupService::create(UserId creator, GroupChange details,
                                                       std::vector<UserId> others)
{
    if (const auto valid = check(details); !valid)
        co_return valid.error();
    others = distinct(std::move(others), creator);
    if (others.size() >= size_t(MostMembers))
        co_return groupIsFull();

    Conversation group;
    group.id = m_context.ids.next<ConversationId>();
    group.kind = ConversationKind::Group;
    group.title = details.title.value_or(QString());
    group.avatarUrl = details.avatarUrl.value_or(QString());
    group.bio = details.bio.value_or(QString());
    group.createdBy = creator;
    group.createdAt = m_context.clock.now();
    group.updatedAt = group.createdAt;

    const ConversationId id = group.id;
    const auto changed = co_await m_context.database.write(
        [this, group, others](Stores &stores) {
            return shownTo(stores, group.createdBy, m_writer.create(stores, group, others));
        },
        [this, id](const Result<GroupChanged> &outcome) { m_writer.settle(id, outcome); });
    if (!changed)
        co_return changed.error();
    co_return GroupDetails{changed->group, changed->members};
}

QCoro::Task<Result<Conversation>> GroupService::change(UserId user, ConversationId group,
                                                       GroupChange change)
{
    if (const auto valid = check(change); !valid)
        co_return valid.error();

    const auto changed = co_await m_context.database.write(
        [this, user, group, change](Stores &stores) -> Result<GroupChanged> {
            const auto known = freeStanding(stores, group, user);
            if (!known)
                return known.error();
            if (change.isEmpty())
                return GroupChanged{known->group, {}, {}};
            Conversation next = known->group;
            next.title = change.title.value_or(next.title);
            next.avatarUrl = change.avatarUrl.value_or(next.avatarUrl);
            next.bio = change.bio.value_or(next.bio);
            return m_writer.finish(stores, next);
        },
        [this, group](const Result<GroupChanged> &outcome) { m_writer.settle(group, outcome); });
    if (!changed)
        co_return changed.error();
    co_return changed->group;
}

QCoro::Task<Result<std::vector<MemberView>>> GroupService::members(UserId user,
                                                                   ConversationId group)
{
    auto views = co_await m_context.database.read(
        [user, group](Stores &stores) -> Result<std::vector<MemberView>> {
            const auto known = standing(stores, group, user);
            if (!known && known.error().kind == Error::Kind::Forbidden)
                return noSuchConversation();
            if (!known)
                return known.error();
            return Viewer(stores, user).shown(stores.members.listViews(group), &MemberView::user);
        });
    co_return views;
}

QCoro::Task<Result<std::vector<MemberView>>> GroupService::add(UserId admin, ConversationId group,
                                                               std::vector<UserId> users)
{
    users = distinct(std::move(users), admin);
    const auto changed = co_await m_context.database.write(
        [this, admin, group, users](Stores &stores) -> Result<GroupChanged> {
            const auto known = freeStanding(stores, group, admin);
            if (!known)
                return known.error();
            if (known->member.role != Role::Admin)
                return onlyAdmins(u"add"_s);
            return shownTo(stores, admin, bringIn(stores, known->group, admin, users));
        },
        [this, group](const Result<GroupChanged> &outcome) { m_writer.settle(group, outcome); });
    if (!changed)
        co_return changed.error();
    co_return changed->members;
}

QCoro::Task<Result<>> GroupService::remove(UserId user, ConversationId group, UserId member,
                                           Remainder remainder)
{
    const Removal removal{user, group, member, remainder};
    const auto changed = co_await m_context.database.write(
        [this, removal](Stores &stores) { return take(stores, removal); },
        [this, group](const Result<GroupChanged> &outcome) { m_writer.settle(group, outcome); });
    if (!changed)
        co_return changed.error();
    co_return Result<>();
}

Result<GroupChanged> GroupService::take(Stores &stores, const Removal &removal) const
{
    const auto known = standing(stores, removal.group, removal.actor);
    if (!known)
        return known.error();
    const bool isAdmin = known->member.role == Role::Admin;
    if (removal.actor != removal.member && !isAdmin)
        return onlyAdmins(u"remove"_s);
    if (removal.actor != removal.member && known->group.isFrozen)
        return groupFrozen();
    if (isAdmin && !known->group.isFrozen && removal.remainder == Remainder::Goes) {
        const auto members = stores.members.list(removal.group);
        if (!members)
            return members.error();
        if (members->size() <= 2 && withoutMembers({removal.member}, *members).empty())
            return m_writer.takeAllOut(stores, known->group, removal.actor);
    }
    return m_writer.takeOut(stores, known->group, removal.actor, removal.member);
}

//! Nothing is written before all is allowed. The line about it comes first: who comes reads from
//! there on.
Result<GroupChanged> GroupService::bringIn(Stores &stores, const Conversation &group, UserId admin,
                                           const std::vector<UserId> &users) const
{
    const auto before = stores.members.list(group.id);
    if (!before)
        return before.error();
    const std::vector<UserId> newcomers = withoutMembers(users, *before);
    if (const auto allowed = requireMayAdd(stores, admin, newcomers); !allowed)
        return allowed.error();
    if (const auto known = requireUsers(stores, newcomers); !known)
        return known.error();
    if (before->size() + newcomers.size() > size_t(MostMembers))
        return groupIsFull();
    auto record = m_writer.chronicle().record(stores, group, {admin, newcomers, {}},
                                              GroupChronicle::Line::Written);
    if (!record)
        return record.error();
    for (const UserId user : newcomers) {
        const auto added = stores.members.add(group.id, user, Role::Member, m_context.clock.now());
        if (!added)
            return added.error();
    }
    auto changed = m_writer.finish(stores, group);
    if (changed)
        changed->record = std::move(*record);
    return changed;
}

//! As \p viewer may see the members.
Result<GroupChanged> GroupService::shownTo(Stores &stores, UserId viewer,
                                           Result<GroupChanged> changed)
{
    if (!changed)
        return changed;
    Viewer people(stores, viewer);
    for (MemberView &member : changed->members) {
        if (const auto hidden = people.hide(member.user); !hidden)
            return hidden.error();
    }
    return changed;
}

} // namespace linnet
