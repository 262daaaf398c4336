// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/people/privacyservice.h"

#include "server/bus/eventbus.h"
#include "server/services/chat/chatmemory.h"
#include "server/storage/database.h"

namespace linnet {

PrivacyService::PrivacyService(ChatContext context)
    : m_context(context)
{}

QCoro::Task<Result<Privacy>> PrivacyService::find(UserId user)
{
    const auto found = co_await m_context.database.read(
        [user](Stores &stores) { return stores.accounts.find(user); });
    if (!found)
        co_return found.error();
    co_return found->privacy;
}

QCoro::Task<Result<Privacy>> PrivacyService::change(UserId user, PrivacyChange change)
{
    const auto changed = co_await m_context.database.write(
        [this, user, change](Stores &stores) { return store(stores, user, change); },
        [this, user](const Result<PrivacyChanged> &outcome) { settle(user, outcome); });
    if (!changed)
        co_return changed.error();
    co_return changed->now;
}

//! Later writes in the same commit must not use the old profile.
Result<PrivacyChanged> PrivacyService::store(Stores &stores, UserId user,
                                             const PrivacyChange &change) const
{
    const auto known = stores.accounts.find(user);
    if (!known)
        return known.error();
    PrivacyChanged changed{user, known->privacy, known->privacy};
    changed.now.lastSeen = change.lastSeen.value_or(changed.now.lastSeen);
    changed.now.avatar = change.avatar.value_or(changed.now.avatar);
    changed.now.groups = change.groups.value_or(changed.now.groups);
    changed.now.readReceipts = change.readReceipts.value_or(changed.now.readReceipts);
    m_context.memory.profiles.forget(user);
    if (const auto updated = stores.accounts.updatePrivacy(user, changed.now); !updated)
        return updated.error();
    return changed;
}

void PrivacyService::settle(UserId user, const Result<PrivacyChanged> &outcome) const
{
    m_context.memory.profiles.forget(user);
    if (outcome && outcome->before != outcome->now)
        m_context.bus.publish({*outcome, {user}, {}});
}

} // namespace linnet
