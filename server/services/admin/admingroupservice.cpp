// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/admingroupservice.h"

#include "common/core/clock.h"
#include "common/domain/notfound.h"
#include "server/services/admin/auditservice.h"
#include "server/services/chat/chatrules.h"
#include "server/services/chat/groupservice.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostListed = 200;

Error dissolved()
{
    return {Error::Kind::Conflict, "group_dissolved"_L1, u"Nobody is in this group any more."_s};
}

Error lastAdmin()
{
    return {Error::Kind::Conflict, "last_admin"_L1,
            u"This is the group's last administrator: make somebody else one first."_s};
}

//! \return "last_admin" unless somebody else than \p user administers \p group.
Result<> requireAnotherAdmin(Stores &stores, ConversationId group, UserId user)
{
    const auto members = stores.members.list(group);
    if (!members)
        return members.error();
    const bool isThere = std::any_of(members->begin(), members->end(), [user](const Member &each) {
        return each.role == Role::Admin && each.user != user;
    });
    return isThere ? Result<>() : Result<>(lastAdmin());
}

//! \return \p user's place in \p group; NotFound unless they are in it now.
Result<Member> memberNow(Stores &stores, ConversationId group, UserId user)
{
    auto member = stores.members.find(group, user);
    if (member && member->leftSeq)
        return noSuchMember();
    return member;
}

} // namespace

//! \brief What one action changed, and how the audit log has it.
struct AdminGroupService::Done
{
    GroupChanged changed;
    QJsonObject before;
    QJsonObject after;
};

//! \brief One action.
struct AdminGroupService::Deed
{
    QString name; //!< As the audit log has it.
    Work work;
};

struct AdminGroupService::Outcome
{
    GroupView view;
    std::optional<GroupChanged> changed; //!< Nothing if it stays as it is.
};

AdminGroupService::AdminGroupService(ChatContext context)
    : m_context(context)
    , m_writer(context)
{}

Result<Filter> AdminGroupService::parse(const QString &expression) const
{
    return parseFilter(expression, groupFields(), m_context.clock.now());
}

QCoro::Task<Result<GroupPage>> AdminGroupService::list(ListQuery query)
{
    query.limit = std::clamp(query.limit, 1, MostListed) + 1;
    auto groups = co_await m_context.database.read(
        [query](Stores &stores) { return stores.groupList.list(query); });
    if (!groups)
        co_return groups.error();
    GroupPage page{std::move(*groups), std::nullopt};
    if (page.groups.size() == size_t(query.limit)) {
        page.groups.pop_back();
        page.next = placeOf(page.groups.back(), query.order);
    }
    co_return page;
}

QCoro::Task<Result<qint64>> AdminGroupService::count(Filter filter)
{
    const auto counted = co_await m_context.database.read(
        [filter = std::move(filter)](Stores &stores) { return stores.groupList.count(filter); });
    co_return counted;
}

QCoro::Task<Result<GroupView>> AdminGroupService::find(ConversationId group)
{
    auto found = co_await m_context.database.read(
        [group](Stores &stores) { return stores.groupList.find(group); });
    co_return found;
}

QCoro::Task<Result<std::vector<MemberView>>> AdminGroupService::members(ConversationId group)
{
    auto members = co_await m_context.database.read(
        [group](Stores &stores) -> Result<std::vector<MemberView>> {
            const auto found = stores.groupList.find(group);
            if (!found)
                return found.error();
            return stores.members.listViews(group);
        });
    co_return members;
}

QCoro::Task<Result<GroupView>> AdminGroupService::rename(Actor actor, ConversationId group,
                                                         QString title, Run run)
{
    title = title.trimmed();
    const auto valid = rules::checkName(title, "title"_L1, GroupService::MostTitleCodePoints);
    if (!valid)
        co_return valid.error();
    const Work work = [this, title](Stores &stores,
                                    const GroupView &view) -> Result<std::optional<Done>> {
        if (view.group.title == title)
            return std::optional<Done>();
        Conversation next = view.group;
        next.title = title;
        auto changed = m_writer.finish(stores, next);
        if (!changed)
            return changed.error();
        return std::optional(
            Done{std::move(*changed), {{u"title"_s, view.group.title}}, {{u"title"_s, title}}});
    };
    auto renamed = co_await act(std::move(actor), group, {u"group.rename"_s, work}, run);
    co_return renamed;
}

QCoro::Task<Result<GroupView>> AdminGroupService::setWriting(Actor actor, ConversationId group,
                                                             Writing writing, Run run)
{
    const bool isFrozen = writing == Writing::Frozen;
    const Work work = [this, isFrozen](Stores &stores,
                                       const GroupView &view) -> Result<std::optional<Done>> {
        if (view.group.isFrozen == isFrozen)
            return std::optional<Done>();
        Conversation next = view.group;
        next.isFrozen = isFrozen;
        auto changed = m_writer.finish(stores, next);
        if (!changed)
            return changed.error();
        return std::optional(
            Done{std::move(*changed), {{u"frozen"_s, !isFrozen}}, {{u"frozen"_s, isFrozen}}});
    };
    const QString name = isFrozen ? u"group.freeze"_s : u"group.unfreeze"_s;
    auto set = co_await act(std::move(actor), group, {name, work}, run);
    co_return set;
}

QCoro::Task<Result<GroupView>> AdminGroupService::setRole(Actor actor, ConversationId group,
                                                          UserId user, Role role, Run run)
{
    const Work work = [this, user, role](Stores &stores, const GroupView &view) {
        return changeRole(stores, view, user, role);
    };
    auto set = co_await act(std::move(actor), group, {u"group.set-role"_s, work}, run);
    co_return set;
}

QCoro::Task<Result<GroupView>> AdminGroupService::transfer(Actor actor, ConversationId group,
                                                           UserId user, Run run)
{
    const Work work = [this, user](Stores &stores, const GroupView &view) {
        return changeOwner(stores, view, user);
    };
    auto transferred = co_await act(std::move(actor), group, {u"group.transfer"_s, work}, run);
    co_return transferred;
}

//! Who sees to it without an account does so for the owner.
QCoro::Task<Result<GroupView>> AdminGroupService::dissolve(Actor actor, ConversationId group,
                                                           Run run)
{
    const UserId user = actor.user;
    const Work work = [this, user](Stores &stores,
                                   const GroupView &view) -> Result<std::optional<Done>> {
        const UserId by = user.isNull() ? view.group.createdBy : user;
        auto changed = m_writer.takeAllOut(stores, view.group, by);
        if (!changed)
            return changed.error();
        return std::optional(Done{std::move(*changed),
                                  {{u"title"_s, view.group.title}, {u"members"_s, view.members}},
                                  {{u"members"_s, 0}}});
    };
    auto done = co_await act(std::move(actor), group, {u"group.dissolve"_s, work}, run);
    co_return done;
}

Result<std::optional<AdminGroupService::Done>> AdminGroupService::changeRole(Stores &stores,
                                                                             const GroupView &view,
                                                                             UserId user,
                                                                             Role role) const
{
    const ConversationId group = view.group.id;
    const auto before = memberNow(stores, group, user);
    if (!before)
        return before.error();
    if (before->role == role)
        return std::optional<Done>();
    if (role == Role::Member) {
        if (const auto left = requireAnotherAdmin(stores, group, user); !left)
            return left.error();
    }
    if (const auto set = stores.members.setRole(group, user, role); !set)
        return set.error();
    auto changed = m_writer.finish(stores, view.group);
    if (!changed)
        return changed.error();
    const QString id = user.toString();
    return std::optional(Done{std::move(*changed),
                              {{u"user"_s, id}, {u"role"_s, nameOf(before->role)}},
                              {{u"user"_s, id}, {u"role"_s, nameOf(role)}}});
}

Result<std::optional<AdminGroupService::Done>> AdminGroupService::changeOwner(Stores &stores,
                                                                              const GroupView &view,
                                                                              UserId user) const
{
    const auto member = memberNow(stores, view.group.id, user);
    if (!member)
        return member.error();
    if (view.group.createdBy == user && member->role == Role::Admin)
        return std::optional<Done>();
    if (member->role != Role::Admin) {
        const auto set = stores.members.setRole(view.group.id, user, Role::Admin);
        if (!set)
            return set.error();
    }
    Conversation next = view.group;
    next.createdBy = user;
    auto changed = m_writer.finish(stores, next);
    if (!changed)
        return changed.error();
    return std::optional(Done{std::move(*changed),
                              {{u"owner"_s, view.group.createdBy.toString()}},
                              {{u"owner"_s, user.toString()}}});
}

QCoro::Task<Result<GroupView>> AdminGroupService::act(Actor actor, ConversationId group, Deed deed,
                                                      Run run)
{
    const auto outcome = co_await perform(
        AdminContext{m_context.database, m_context.clock}, run,
        [this, actor, group, deed](Stores &stores) { return store(stores, actor, group, deed); },
        [this, group](const Result<Outcome> &done) {
            if (done && done->changed)
                m_writer.settle(group, *done->changed);
        });
    if (!outcome)
        co_return outcome.error();
    co_return outcome->view;
}

Result<AdminGroupService::Outcome> AdminGroupService::store(Stores &stores, const Actor &actor,
                                                            ConversationId group,
                                                            const Deed &deed) const
{
    const auto before = stores.groupList.find(group);
    if (!before)
        return before.error();
    if (stateOf(*before) == GroupState::Dissolved)
        return dissolved();
    auto done = deed.work(stores, *before);
    if (!done)
        return done.error();
    auto &change = *done;
    if (!change)
        return Outcome{*before, std::nullopt};
    const auto noted = AuditService::record(stores, actor,
                                            {.action = deed.name,
                                             .target = u"group:"_s + group.toString(),
                                             .before = change->before,
                                             .after = change->after},
                                            m_context.clock.now());
    if (!noted)
        return noted.error();
    const auto after = stores.groupList.find(group);
    if (!after)
        return after.error();
    return Outcome{*after, std::move(change->changed)};
}

} // namespace linnet
