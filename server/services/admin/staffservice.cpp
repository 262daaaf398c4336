// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/staffservice.h"

#include "common/core/random.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/authority.h"
#include "server/storage/database.h"

#include <algorithm>
#include <mutex>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error wrongCode()
{
    return {Error::Kind::Forbidden, "wrong_code"_L1,
            u"This is not the code that the server said at its start, or it has been used."_s};
}

bool isOwner(const StaffMember &member)
{
    return member.role == StaffRole::Owner;
}

//! Stores the role, and as \p action what it was before.
Result<> store(Stores &stores, const RoleChange &change, StaffRole before, const QString &action)
{
    auto set = stores.staff.setRole(change.user, change.role);
    if (!set)
        return set;
    return AuditService::record(stores, change.actor,
                                {.action = action,
                                 .target = u"user:"_s + change.user.toString(),
                                 .before = {{u"role"_s, nameOf(before)}},
                                 .after = {{u"role"_s, nameOf(change.role)}}},
                                change.at);
}

//! Nobody gets a role who could not use it; taking one away is always right.
Result<> requireUsable(Stores &stores, const RoleChange &change)
{
    if (change.role == StaffRole::None)
        return {};
    const auto view = stores.accountList.find(change.user);
    return view ? requireInUse(*view) : Result<>(view.error());
}

Result<> claim(Stores &stores, const RoleChange &change)
{
    const auto staff = stores.staff.list();
    if (!staff)
        return staff.error();
    if (std::any_of(staff->begin(), staff->end(), isOwner))
        return wrongCode();
    const auto before = stores.staff.roleOf(change.user);
    if (!before)
        return before.error();
    return store(stores, change, *before, u"staff.claim-ownership"_s);
}

} // namespace

StaffService::StaffService(AdminContext context)
    : m_context(context)
{}

QCoro::Task<Result<>> StaffService::start()
{
    const auto staff = co_await list();
    if (!staff)
        co_return staff.error();
    for (const StaffMember &member : *staff)
        remember(member.user.id, member.role);
    if (std::none_of(staff->begin(), staff->end(), isOwner))
        m_firstOwnerCode = randomToken();
    co_return Result<>();
}

StaffRole StaffService::roleOf(UserId user) const
{
    const std::shared_lock lock(m_mutex);
    const auto found = m_roles.find(user);
    return found == m_roles.end() ? StaffRole::None : found->second;
}

std::vector<UserId> StaffService::whoMay(Capability capability) const
{
    std::vector<UserId> users;
    const std::shared_lock lock(m_mutex);
    for (const auto &[user, role] : m_roles) {
        if (capabilitiesOf(role).testFlag(capability))
            users.push_back(user);
    }
    return users;
}

QCoro::Task<Result<std::vector<StaffMember>>> StaffService::list()
{
    auto staff =
        co_await m_context.database.read([](Stores &stores) { return stores.staff.list(); });
    co_return staff;
}

QCoro::Task<Result<>> StaffService::setRole(Actor actor, UserId user, StaffRole role, Run run)
{
    const RoleChange wanted{std::move(actor), user, role, m_context.clock.now()};
    const auto stored = co_await write(
        user, role, [wanted](Stores &stores) { return change(stores, wanted); }, run);
    co_return stored;
}

Result<> StaffService::change(Stores &stores, const RoleChange &change)
{
    const auto before = stores.staff.roleOf(change.user);
    if (!before)
        return before.error();
    if (*before == change.role)
        return {};
    if (auto usable = requireUsable(stores, change); !usable)
        return usable;
    if (*before == StaffRole::Owner) {
        if (auto left = requireAnotherOwner(stores, change.user, change.at); !left)
            return left;
    }
    return store(stores, change, *before, u"staff.set-role"_s);
}

QCoro::Task<Result<>> StaffService::claimOwnership(Actor actor, QByteArray code, Run run)
{
    if (m_firstOwnerCode.isEmpty() || !constantTimeEquals(code, m_firstOwnerCode))
        co_return wrongCode();
    const UserId user = actor.user;
    const RoleChange change{std::move(actor), user, StaffRole::Owner, m_context.clock.now()};
    const auto stored = co_await write(
        user, StaffRole::Owner, [change](Stores &stores) { return claim(stores, change); }, run);
    co_return stored;
}

//! Runs \p change, which makes \p user's role \p role, and knows it from its commit on.
QCoro::Task<Result<>> StaffService::write(UserId user, StaffRole role, Change change, Run run)
{
    const auto stored = co_await perform(m_context, run, std::move(change),
                                         [this, user, role](const Result<> &done) {
                                             if (done)
                                                 remember(user, role);
                                         });
    co_return stored;
}

void StaffService::remember(UserId user, StaffRole role)
{
    const std::unique_lock lock(m_mutex);
    if (role == StaffRole::None)
        m_roles.erase(user);
    else
        m_roles[user] = role;
}

} // namespace linnet
