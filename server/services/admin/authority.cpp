// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/authority.h"

#include "server/storage/stores.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error mayNotMake()
{
    return {Error::Kind::Forbidden, "capability_missing"_L1,
            u"Giving somebody a role takes the capability %1, which your role does not have."_s.arg(
                namesOf(Capability::StaffWrite).join(u", "_s))};
}

Error lastOwner()
{
    return {Error::Kind::Conflict, "last_owner"_L1,
            u"This is the last owner: make somebody else an owner first."_s};
}

Error accountMerged(const Merger &merger)
{
    return {Error::Kind::Conflict, "account_merged"_L1,
            u"This account was merged into another, whose id is %1."_s.arg(merger.into.toString())};
}

Error underErasure()
{
    return {Error::Kind::Conflict, "under_erasure"_L1,
            u"This account is to be erased, or was: it cannot be used anyway."_s};
}

bool mayMore(StaffRole theirs, StaffRole own)
{
    const Capabilities more = capabilitiesOf(theirs) & ~capabilitiesOf(own);
    return bool(more);
}

} // namespace

Error outranked()
{
    return {Error::Kind::Forbidden, "outranked"_L1,
            u"This account's role may do more than yours: ask somebody who may do as much."_s};
}

Result<> requireAuthorityOver(Stores &stores, const Actor &actor, UserId user)
{
    const auto theirs = stores.staff.roleOf(user);
    if (!theirs)
        return theirs.error();
    if (actor.user.isNull())
        return {};
    const auto own = stores.staff.roleOf(actor.user);
    if (!own)
        return own.error();
    return mayMore(*theirs, *own) ? Result<>(outranked()) : Result<>();
}

Result<std::vector<UserId>> listOutranking(Stores &stores, const Actor &actor)
{
    std::vector<UserId> users;
    if (actor.user.isNull())
        return users;
    const auto own = stores.staff.roleOf(actor.user);
    if (!own)
        return own.error();
    const auto staff = stores.staff.list();
    if (!staff)
        return staff.error();
    for (const StaffMember &member : *staff) {
        if (mayMore(member.role, *own))
            users.push_back(member.user.id);
    }
    return users;
}

Result<> requireMayMake(Stores &stores, const Actor &actor)
{
    if (actor.user.isNull())
        return {};
    const auto own = stores.staff.roleOf(actor.user);
    if (!own)
        return own.error();
    const bool may = capabilitiesOf(*own).testFlag(Capability::StaffWrite);
    return may ? Result<>() : Result<>(mayNotMake());
}

Result<> requireAnotherOwner(Stores &stores, UserId user, Timestamp now)
{
    const auto staff = stores.staff.list();
    if (!staff)
        return staff.error();
    for (const StaffMember &member : *staff) {
        if (member.role != StaffRole::Owner || member.user.id == user)
            continue;
        const auto view = stores.accountList.find(member.user.id);
        if (!view)
            return view.error();
        if (stateOf(*view, now) == AccountState::Active)
            return {};
    }
    return lastOwner();
}

Result<> requireNotMerged(const AccountView &view)
{
    return view.merger ? Result<>(accountMerged(*view.merger)) : Result<>();
}

Result<> requireNotErased(const AccountView &view)
{
    return view.erasure && view.erasure->begunAt ? underErasure() : Result<>();
}

Result<> requireInUse(const AccountView &view)
{
    return view.erasure ? Result<>(underErasure()) : requireNotMerged(view);
}

} // namespace linnet
