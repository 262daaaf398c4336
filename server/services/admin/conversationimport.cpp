// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/conversationimport.h"

#include "common/core/idgenerator.h"
#include "common/domain/notfound.h"
#include "server/services/admin/auditservice.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/chat/chatrules.h"
#include "server/services/chat/groupservice.h"
#include "server/services/webhook/webhookwriter.h"

#include <algorithm>
#include <set>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

using Outcome = ImportedAccount::Outcome;

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

Error alreadyThere(ConversationId id)
{
    return {Error::Kind::Conflict, "conversation_exists"_L1,
            u"The conversation %1 is there already."_s.arg(id.toString())};
}

Error noGroup(ConversationId id)
{
    return {Error::Kind::Conflict, "conversation_differs"_L1,
            u"%1 is another conversation here."_s.arg(id.toString())};
}

Result<> checkStays(const std::vector<MemberDraft> &members, Timestamp now)
{
    for (const MemberDraft &member : members) {
        if (member.joinedAt && *member.joinedAt > now)
            return invalid(u"joinedAt must be in the past"_s);
    }
    return {};
}

Result<> checkMembers(const ConversationDraft &draft)
{
    std::set<UserId> users;
    for (const MemberDraft &member : draft.members)
        users.insert(member.user);
    if (users.size() != draft.members.size())
        return invalid(u"members must name everybody once"_s);
    if (draft.kind == ConversationKind::Direct && users.size() != 2)
        return invalid(u"members of a direct chat must be two"_s);
    if (users.empty() || users.size() > size_t(GroupService::MostMembers))
        return invalid(u"members must be from 1 to %1"_s.arg(GroupService::MostMembers));
    return {};
}

//! An id that this server is still to give is none that was given.
Result<> check(const ConversationDraft &draft, ConversationId next, Timestamp now)
{
    if (draft.id.value() <= 0 || draft.id >= next)
        return invalid(u"id must be the one that a server gave it"_s);
    if (draft.createdAt > now)
        return invalid(u"createdAt must be in the past"_s);
    if (auto members = checkMembers(draft); !members)
        return members;
    if (auto stays = checkStays(draft.members, now); !stays)
        return stays;
    if (draft.kind == ConversationKind::Direct)
        return {};
    if (auto title = rules::checkName(draft.title, "title"_L1, GroupService::MostTitleCodePoints);
        !title)
        return title;
    return rules::checkText(draft.bio, rules::MostBioCodePoints, "bio"_L1);
}

UserId ownerOf(const ConversationDraft &draft)
{
    const auto isOwner = [&draft](const MemberDraft &member) { return member.user == draft.owner; };
    if (std::ranges::any_of(draft.members, isOwner))
        return draft.owner;
    const auto admin = std::ranges::find(draft.members, Role::Admin, &MemberDraft::role);
    return admin == draft.members.end() ? draft.members.front().user : admin->user;
}

//! Where it has been, changes were counted from one on, or from an earlier moment: as in a backup
//! that is restored, clients are to find what comes after every cursor that they have.
Conversation conversationOf(const ConversationDraft &draft, Timestamp now)
{
    Conversation conversation;
    conversation.id = draft.id;
    conversation.kind = draft.kind;
    conversation.title = draft.title.trimmed();
    conversation.bio = draft.bio;
    conversation.createdBy = ownerOf(draft);
    conversation.createdAt = draft.createdAt;
    conversation.updatedAt = draft.createdAt;
    conversation.lastChange = now.time_since_epoch().count();
    return conversation;
}

QString targetOf(const Conversation &conversation)
{
    const bool isGroup = conversation.kind == ConversationKind::Group;
    return (isGroup ? u"group:"_s : u"conversation:"_s) + conversation.id.toString();
}

Result<> requireMembers(Stores &stores, const ConversationDraft &draft)
{
    for (const MemberDraft &member : draft.members) {
        if (const auto user = stores.accounts.find(member.user); !user)
            return user.error();
    }
    return {};
}

Result<> settle(Stores &stores, ConversationId conversation, const MemberDraft &member)
{
    return stores.history.setStay(conversation, {member.user, member.joinedAt, member.mutedUntil});
}

//! \return whether somebody never could read anything of what \p member is of, and is not in it.
bool isPastOnly(const Member &member)
{
    return member.leftSeq == member.joinedSeq;
}

//! Has those of \p change who wrote before they came be known in the group, unless they are.
Result<int> addPast(Stores &stores, const GroupMoves &change, Timestamp at)
{
    int added = 0;
    for (const UserId user : change.past) {
        const auto known = stores.members.find(change.group, user);
        if (known)
            continue;
        if (known.error().kind != Error::Kind::NotFound)
            return known.error();
        if (const auto account = stores.accounts.find(user); !account)
            return account.error();
        if (const auto come = stores.members.add(change.group, user, Role::Member, at); !come)
            return come.error();
        if (const auto gone = stores.members.leave(change.group, user); !gone)
            return gone.error();
        ++added;
    }
    return added;
}

//! \return who is in it now and never was before.
Result<QStringList> joinAll(Stores &stores, const GroupMoves &change, Timestamp at)
{
    QStringList joined;
    for (const MemberDraft &member : change.joined) {
        const auto known = stores.members.find(change.group, member.user);
        if (known && !isPastOnly(*known))
            continue;
        if (!known && known.error().kind != Error::Kind::NotFound)
            return known.error();
        if (const auto user = stores.accounts.find(member.user); !user)
            return user.error();
        const auto added = stores.members.add(change.group, member.user, member.role, at);
        if (!added)
            return added.error();
        if (const auto settled = settle(stores, change.group, member); !settled)
            return settled.error();
        joined.append(member.user.toString());
    }
    return joined;
}

//! \return who was in it until now.
Result<QStringList> leaveAll(Stores &stores, const GroupMoves &change)
{
    QStringList left;
    for (const UserId user : change.left) {
        const auto gone = stores.members.leave(change.group, user);
        if (gone)
            left.append(user.toString());
        else if (gone.error().kind != Error::Kind::NotFound)
            return gone.error();
    }
    return left;
}

} // namespace

//! \brief What became of a conversation, and, of a group, what its members are told.
struct ConversationImport::Added
{
    ImportedConversation imported;
    std::optional<GroupChanged> changed = {};
};

ConversationImport::ConversationImport(ChatContext context)
    : m_context(context)
    , m_groups(context)
{}

QCoro::Task<Result<ImportedConversation>> ConversationImport::add(Actor actor,
                                                                  ConversationDraft draft,
                                                                  OnConflict policy, Run run)
{
    const auto next = m_context.ids.next<ConversationId>();
    if (const auto valid = check(draft, next, m_context.clock.now()); !valid)
        co_return valid.error();
    const auto added = co_await perform(
        adminContext(), run,
        [this, actor, draft, policy](Stores &stores) {
            return store(stores, actor, draft, policy);
        },
        [this](const Result<Added> &done) {
            if (done && done->changed)
                m_groups.settle(done->imported.id, *done->changed);
        });
    if (!added)
        co_return added.error();
    co_return added->imported;
}

Result<ConversationImport::Added> ConversationImport::store(Stores &stores, const Actor &actor,
                                                            const ConversationDraft &draft,
                                                            OnConflict policy) const
{
    if (const auto known = requireMembers(stores, draft); !known)
        return known.error();
    if (draft.kind == ConversationKind::Direct) {
        const auto pair =
            stores.conversations.findDirect(draft.members[0].user, draft.members[1].user);
        if (!pair)
            return pair.error();
        if (*pair)
            return keep(stores, actor, **pair, draft, policy);
        return makeDirect(stores, actor, draft);
    }
    const auto there = stores.conversations.locate(draft.id);
    if (!there && there.error().kind != Error::Kind::NotFound)
        return there.error();
    if (there)
        return keep(stores, actor, *there, draft, policy);
    return makeGroup(stores, actor, draft);
}

Result<ConversationImport::Added> ConversationImport::makeGroup(
    Stores &stores, const Actor &actor, const ConversationDraft &draft) const
{
    Conversation group = conversationOf(draft, m_context.clock.now());
    std::vector<UserId> others;
    for (const MemberDraft &member : draft.members) {
        if (member.user != group.createdBy)
            others.push_back(member.user);
    }
    if (const auto added = stores.conversations.addGroup(group, others); !added)
        return added.error();
    for (const MemberDraft &member : draft.members) {
        const auto set = stores.members.setRole(group.id, member.user, member.role);
        if (!set)
            return set.error();
        if (const auto settled = settle(stores, group.id, member); !settled)
            return settled.error();
    }
    group.isFrozen = draft.isFrozen;
    const WebhookWriter webhooks(m_context.ids);
    if (const auto told = webhooks.write(stores, groupCreated(group)); !told)
        return told.error();
    auto finished = m_groups.finish(stores, group);
    if (!finished)
        return finished.error();
    if (const auto noted = note(stores, actor, group, draft); !noted)
        return noted.error();
    return Added{{group.id, Outcome::Created}, std::move(*finished)};
}

//! Nothing but its two people tells a direct chat from others, so it may get another id here.
Result<ConversationImport::Added> ConversationImport::makeDirect(
    Stores &stores, const Actor &actor, const ConversationDraft &draft) const
{
    Conversation chat = conversationOf(draft, m_context.clock.now());
    const auto taken = stores.conversations.locate(chat.id);
    if (!taken && taken.error().kind != Error::Kind::NotFound)
        return taken.error();
    if (taken)
        chat.id = m_context.ids.next<ConversationId>();
    const bool isFirst = draft.members[0].user == chat.createdBy;
    const UserId other = draft.members[isFirst ? 1 : 0].user;
    if (const auto added = stores.conversations.addDirect(chat, other); !added)
        return added.error();
    for (const MemberDraft &member : draft.members) {
        if (const auto settled = settle(stores, chat.id, member); !settled)
            return settled.error();
    }
    if (const auto closed = close(stores, chat, other); !closed)
        return closed.error();
    if (const auto noted = note(stores, actor, chat, draft); !noted)
        return noted.error();
    return Added{{chat.id, Outcome::Created}};
}

Result<> ConversationImport::close(Stores &stores, const Conversation &chat, UserId other) const
{
    const auto blocks = stores.blocks.findBetween(chat.createdBy, other);
    if (!blocks)
        return blocks.error();
    if (!blocks->any())
        return {};
    return stores.conversations.setClosed(chat.id, m_context.clock.now());
}

Result<ConversationImport::Added> ConversationImport::keep(Stores &stores, const Actor &actor,
                                                           const Conversation &there,
                                                           const ConversationDraft &draft,
                                                           OnConflict policy) const
{
    if (there.kind != draft.kind)
        return noGroup(there.id);
    if (policy == OnConflict::Fail)
        return alreadyThere(there.id);
    if (policy == OnConflict::Skip)
        return Added{{there.id, Outcome::Skipped}};
    Conversation changed = there;
    changed.title = draft.title.trimmed();
    changed.bio = draft.bio;
    const bool isSame = changed.title == there.title && changed.bio == there.bio;
    if (isSame || there.kind == ConversationKind::Direct)
        return Added{{there.id, Outcome::Unchanged}};
    auto finished = m_groups.finish(stores, changed);
    if (!finished)
        return finished.error();
    if (const auto noted = note(stores, actor, there, draft); !noted)
        return noted.error();
    return Added{{there.id, Outcome::Updated}, std::move(*finished)};
}

Result<> ConversationImport::note(Stores &stores, const Actor &actor,
                                  const Conversation &conversation,
                                  const ConversationDraft &draft) const
{
    return AuditService::record(
        stores, actor,
        {.action = u"conversation.import"_s,
         .target = targetOf(conversation),
         .before = {},
         .after = {{u"title"_s, draft.title}, {u"members"_s, qint64(draft.members.size())}}},
        m_context.clock.now());
}

QCoro::Task<Result<MembersMoved>> ConversationImport::change(Actor actor, GroupMoves change,
                                                             Run run)
{
    const ConversationId group = change.group;
    if (const auto valid = checkStays(change.joined, m_context.clock.now()); !valid)
        co_return valid.error();
    const auto moved = co_await perform(
        adminContext(), run,
        [this, actor, change](Stores &stores) { return move(stores, actor, change); },
        [this, group](const Result<MembersMoved> &) { m_context.memory.rosters.forget(group); });
    m_context.memory.rosters.forget(group);
    co_return moved;
}

Result<MembersMoved> ConversationImport::move(Stores &stores, const Actor &actor,
                                              const GroupMoves &change) const
{
    const auto view = stores.groupList.find(change.group);
    if (!view)
        return view.error();
    if (!view->group.isFrozen)
        return MembersMoved();
    const auto past = addPast(stores, change, m_context.clock.now());
    if (!past)
        return past.error();
    const auto joined = joinAll(stores, change, m_context.clock.now());
    if (!joined)
        return joined.error();
    const auto left = leaveAll(stores, change);
    if (!left)
        return left.error();
    const MembersMoved moved{int(joined->size()), int(left->size())};
    if (*past == 0 && joined->isEmpty() && left->isEmpty())
        return moved;
    // Later writes in the same commit must not use the old roster.
    m_context.memory.rosters.forget(change.group);
    const auto noted = AuditService::record(stores, actor,
                                            {.action = u"conversation.import-members"_s,
                                             .target = targetOf(view->group),
                                             .before = {},
                                             .after = {{u"joined"_s, joined->join(u' ')},
                                                       {u"left"_s, left->join(u' ')},
                                                       {u"past"_s, *past}}},
                                            m_context.clock.now());
    if (!noted)
        return noted.error();
    return moved;
}

} // namespace linnet
