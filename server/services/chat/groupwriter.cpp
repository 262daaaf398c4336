// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/groupwriter.h"

#include "common/core/clock.h"
#include "common/domain/notfound.h"
#include "server/bus/eventbus.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/chat/contactrules.h"
#include "server/services/chat/groupheir.h"
#include "server/services/webhook/webhookwriter.h"
#include "server/storage/stores.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

//! A group that people are left in is not left without an administrator.
Result<> keepAnAdmin(Stores &stores, ConversationId group, Timestamp now)
{
    const auto left = stores.members.list(group);
    if (!left)
        return left.error();
    const auto isAdmin = [](const Member &member) { return member.role == Role::Admin; };
    if (left->empty() || std::any_of(left->begin(), left->end(), isAdmin))
        return {};
    const auto heir = heirAmong(stores, *left, now);
    if (!heir)
        return heir.error();
    const auto promoted = stores.members.setRole(group, *heir, Role::Admin);
    if (!promoted)
        return promoted.error();
    return {};
}

} // namespace

GroupWriter::GroupWriter(ChatContext context)
    : m_context(context)
    , m_chronicle(context)
{}

Result<GroupChanged> GroupWriter::create(Stores &stores, const Conversation &group,
                                         const std::vector<UserId> &others) const
{
    if (const auto known = requireUsers(stores, others); !known)
        return known.error();
    if (const auto allowed = requireMayAdd(stores, group.createdBy, others); !allowed)
        return allowed.error();
    if (const auto added = stores.conversations.addGroup(group, others); !added)
        return added.error();
    auto members = stores.members.listViews(group.id);
    if (!members)
        return members.error();
    auto record = m_chronicle.record(stores, group, {group.createdBy, others, {}},
                                     GroupChronicle::Line::Omitted);
    if (!record)
        return record.error();
    const WebhookWriter webhooks(m_context.ids);
    if (const auto told = webhooks.write(stores, groupCreated(group)); !told)
        return told.error();
    GroupChanged changed{group, std::move(*members), others, std::move(*record)};
    changed.audience.push_back(group.createdBy);
    return changed;
}

//! The line about it comes first: who goes reads up to there.
Result<GroupChanged> GroupWriter::takeOut(Stores &stores, const Conversation &group, UserId actor,
                                          UserId member) const
{
    const auto seat = stores.members.find(group.id, member);
    if (!seat)
        return seat.error();
    if (seat->leftSeq)
        return noSuchMember();
    auto record =
        m_chronicle.record(stores, group, {actor, {}, {member}}, GroupChronicle::Line::Written);
    if (!record)
        return record.error();
    const auto gone = stores.members.leave(group.id, member);
    if (!gone)
        return gone.error();
    if (const auto kept = keepAnAdmin(stores, group.id, m_context.clock.now()); !kept)
        return kept.error();
    auto changed = finish(stores, group);
    if (changed) {
        changed->audience.push_back(member);
        changed->record = std::move(*record);
    }
    return changed;
}

Result<GroupChanged> GroupWriter::takeAllOut(Stores &stores, const Conversation &group,
                                             UserId actor) const
{
    const auto members = stores.members.list(group.id);
    if (!members)
        return members.error();
    std::vector<UserId> everybody;
    for (const Member &member : *members)
        everybody.push_back(member.user);
    auto record =
        m_chronicle.record(stores, group, {actor, {}, everybody}, GroupChronicle::Line::Omitted);
    if (!record)
        return record.error();
    for (const UserId user : everybody) {
        if (const auto gone = stores.members.leave(group.id, user); !gone)
            return gone.error();
    }
    const WebhookWriter webhooks(m_context.ids);
    const Timestamp now = m_context.clock.now();
    if (const auto told = webhooks.write(stores, groupDissolved(group.id, now)); !told)
        return told.error();
    auto changed = finish(stores, group);
    if (changed) {
        changed->audience = std::move(everybody);
        changed->record = std::move(*record);
    }
    return changed;
}

Result<GroupChanged> GroupWriter::finish(Stores &stores, Conversation group) const
{
    m_context.memory.rosters.forget(group.id);
    group.updatedAt = m_context.clock.now();
    const auto updated = stores.conversations.update(group);
    if (!updated)
        return updated.error();
    auto members = stores.members.listViews(group.id);
    if (!members)
        return members.error();

    GroupChanged changed{*updated, std::move(*members), {}};
    for (const MemberView &view : changed.members)
        changed.audience.push_back(view.user.id);
    return changed;
}

void GroupWriter::settle(ConversationId group, const Result<GroupChanged> &outcome) const
{
    m_context.memory.rosters.forget(group);
    if (outcome && !outcome->audience.empty())
        m_context.bus.publish({ConversationChanged{outcome->group}, outcome->audience, {}});
    if (outcome && outcome->record)
        m_chronicle.announce(*outcome->record, outcome->audience);
}

} // namespace linnet
