// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/historyimport.h"

#include "common/core/idgenerator.h"
#include "common/domain/mediapath.h"
#include "server/bus/eventbus.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/authority.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/chat/chatrules.h"
#include "server/services/chat/groupservice.h"

#include <algorithm>
#include <array>
#include <set>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

Error neverAMember(const User &user)
{
    return {Error::Kind::Forbidden, "not_a_member"_L1,
            u"%1 (%2) was never in this conversation."_s.arg(user.displayName, user.id.toString())};
}

//! \return whose account \p user is, if it is in use and \p actor has power over it.
Result<AccountView> accountOf(Stores &stores, const Actor &actor, UserId user)
{
    if (const auto authority = requireAuthorityOver(stores, actor, user); !authority)
        return authority.error();
    auto view = stores.accountList.find(user);
    if (!view)
        return view;
    if (const auto used = requireInUse(*view); !used)
        return used.error();
    return view;
}

//! May \p actor say that \p sender wrote something in \p conversation?
Result<> requireMayWriteFor(Stores &stores, const Actor &actor, UserId sender,
                            ConversationId conversation)
{
    const auto view = accountOf(stores, actor, sender);
    if (!view)
        return view.error();
    const auto member = stores.members.find(conversation, sender);
    if (!member && member.error().kind == Error::Kind::NotFound)
        return neverAMember(view->user);
    return member ? Result<>() : Result<>(member.error());
}

Result<> requireMayWrite(Stores &stores, const Actor &actor, const HistoryBatch &batch)
{
    std::set<UserId> senders;
    for (const PastMessage &past : batch.messages)
        senders.insert(past.sender);
    for (const UserId sender : senders) {
        if (auto allowed = requireMayWriteFor(stores, actor, sender, batch.conversation); !allowed)
            return allowed;
    }
    return {};
}

//! \return those of \p users who are or were in \p conversation, each once.
Result<std::vector<UserId>> membersAmong(Stores &stores, const std::vector<UserId> &users,
                                         ConversationId conversation)
{
    std::vector<UserId> members;
    for (const UserId user : users) {
        const auto member = stores.members.find(conversation, user);
        if (!member && member.error().kind != Error::Kind::NotFound)
            return member.error();
        if (member && std::ranges::find(members, user) == members.end())
            members.push_back(user);
    }
    return members;
}

//! \return those of \p users whose account there is. Who came is named before they are a member.
Result<std::vector<UserId>> knownAmong(Stores &stores, const std::vector<UserId> &users)
{
    const auto known = stores.accounts.findMany(users);
    if (!known)
        return known.error();
    std::vector<UserId> ids;
    for (const UserId user : users) {
        const bool isKnown = std::ranges::find(*known, user, &User::id) != known->end();
        if (isKnown && std::ranges::find(ids, user) == ids.end())
            ids.push_back(user);
    }
    return ids;
}

//! \return the place of \p wanted, and no place before \p first; nothing if it is not there.
Result<std::optional<qint64>> placeOf(Stores &stores, ConversationId conversation,
                                      const std::optional<PastReference> &wanted, qint64 first)
{
    if (!wanted)
        return std::optional(first);
    const auto found = stores.history.find(conversation, wanted->sender, wanted->clientId);
    if (!found)
        return found.error();
    const std::optional<Message> &message = *found;
    return message ? std::optional(std::max(first, message->seq)) : std::optional<qint64>();
}

//! \return which message \p wanted is: one that is there, or the one of \p earlier that will be.
Result<std::optional<MessageId>> answeredOf(Stores &stores, const PastReference &wanted,
                                            ConversationId conversation,
                                            const std::vector<Message> &earlier)
{
    const auto known = stores.history.find(conversation, wanted.sender, wanted.clientId);
    if (!known)
        return known.error();
    if (const std::optional<Message> &message = *known)
        return std::optional(message->id);
    const auto found = std::ranges::find_if(earlier, [&wanted](const Message &message) {
        return message.sender == wanted.sender && message.clientId == wanted.clientId;
    });
    return found == earlier.end() ? std::optional<MessageId>() : std::optional(found->id);
}

} // namespace

//! \brief What a batch leaves behind in the transaction, to be told after the commit.
struct HistoryImport::Stored
{
    HistoryOutcome outcome;
    std::vector<UserId> members = {};
    std::vector<std::pair<UserId, NotificationsRead>> read = {};
};

qint64 HistoryOutcome::stored() const
{
    return std::ranges::count(messages, true, &AppendedMessage::isNew);
}

HistoryImport::HistoryImport(ChatContext context)
    : m_context(context)
    , m_groups(context)
    , m_notifications({context.database, context.bus, context.clock, context.ids})
{}

QCoro::Task<Result<Conversation>> HistoryImport::begin(Actor actor, HistoryGroup group, Run run)
{
    const QString title = group.title.trimmed();
    const auto valid = rules::checkName(title, "title"_L1, GroupService::MostTitleCodePoints);
    if (!valid)
        co_return valid.error();
    std::set<UserId> others(group.members.begin(), group.members.end());
    others.erase(group.owner);
    if (others.size() >= size_t(GroupService::MostMembers))
        co_return invalid(u"members must be at most %1"_s.arg(GroupService::MostMembers));

    Conversation conversation;
    conversation.id = m_context.ids.next<ConversationId>();
    conversation.kind = ConversationKind::Group;
    conversation.title = title;
    conversation.createdBy = group.owner;
    conversation.createdAt = m_context.clock.now();
    conversation.updatedAt = conversation.createdAt;
    const std::vector<UserId> members(others.begin(), others.end());
    const auto created = co_await perform(
        AdminContext{m_context.database, m_context.clock}, run,
        [this, actor, conversation, members](Stores &stores) {
            return create(stores, actor, conversation, members);
        },
        [this, id = conversation.id](const Result<GroupChanged> &done) {
            m_groups.settle(id, done);
        });
    if (!created)
        co_return created.error();
    co_return created->group;
}

Result<GroupChanged> HistoryImport::create(Stores &stores, const Actor &actor,
                                           const Conversation &group,
                                           const std::vector<UserId> &others) const
{
    if (const auto owner = requireAuthorityOver(stores, actor, group.createdBy); !owner)
        return owner.error();
    auto created = m_groups.create(stores, group, others);
    if (!created)
        return created.error();
    Conversation frozen = group;
    frozen.isFrozen = true;
    const auto finished = m_groups.finish(stores, frozen);
    if (!finished)
        return finished.error();
    created->group = finished->group;
    const auto noted = AuditService::record(
        stores, actor,
        {.action = u"history.begin"_s,
         .target = u"group:"_s + group.id.toString(),
         .before = {},
         .after = {{u"title"_s, group.title}, {u"members"_s, qint64(others.size()) + 1}}},
        m_context.clock.now());
    if (!noted)
        return noted.error();
    return created;
}

QCoro::Task<Result<>> HistoryImport::requireAuthority(Actor actor, UserId user)
{
    const auto allowed =
        co_await m_context.database.read([actor, user](Stores &stores) -> Result<> {
            const auto view = accountOf(stores, actor, user);
            return view ? Result<>() : Result<>(view.error());
        });
    co_return allowed;
}

QCoro::Task<Result<HistoryOutcome>> HistoryImport::add(Actor actor, HistoryBatch batch, Run run)
{
    if (const auto valid = check(batch, m_context.clock.now()); !valid)
        co_return valid.error();
    const ConversationId conversation = batch.conversation;
    const auto stored = co_await perform(
        AdminContext{m_context.database, m_context.clock}, run,
        [this, actor, batch](Stores &stores) { return store(stores, actor, batch); },
        [this, conversation](const Result<Stored> &done) {
            m_context.memory.rosters.forget(conversation);
            if (done)
                announce(*done);
        });
    m_context.memory.rosters.forget(conversation);
    if (!stored)
        co_return stored.error();
    co_return stored->outcome;
}

Result<Message> HistoryImport::messageOf(Stores &stores, const PastMessage &past,
                                         ConversationId conversation) const
{
    Message message = toMessage(draftOf(past, conversation), conversation);
    message.id = m_context.ids.next<MessageId>();
    message.createdAt = past.at;
    message.editedAt = past.editedAt;
    message.deletedAt = past.deletedAt;
    message.kind = past.kind;
    message.membership = past.membership;
    auto mentioned = past.kind == MessageKind::System
        ? knownAmong(stores, past.mentions)
        : membersAmong(stores, past.mentions, conversation);
    if (!mentioned)
        return mentioned.error();
    message.mentions = std::move(*mentioned);
    if (past.file.isEmpty())
        return message;
    const auto media = stores.media.find(past.file);
    if (!media)
        return media.error();
    if (media->owner != past.sender)
        return invalid(u"file must be the sender's"_s);
    message.kind = media->kind;
    message.mediaThumbnail = thumbnailPath(*media);
    message.mediaSize = media->size;
    return message;
}

//! What is answered is there already, or goes before in the same batch.
Result<std::vector<Message>> HistoryImport::messagesOf(Stores &stores,
                                                       const HistoryBatch &batch) const
{
    std::vector<Message> messages;
    for (const PastMessage &past : batch.messages) {
        auto message = messageOf(stores, past, batch.conversation);
        if (!message)
            return message.error();
        if (const auto &wanted = past.replyTo) {
            const auto answered = answeredOf(stores, *wanted, batch.conversation, messages);
            if (!answered)
                return answered.error();
            message->replyTo = *answered;
        }
        messages.push_back(std::move(*message));
    }
    return messages;
}

Result<HistoryImport::Stored> HistoryImport::store(Stores &stores, const Actor &actor,
                                                   const HistoryBatch &batch) const
{
    if (const auto known = stores.conversations.locate(batch.conversation); !known)
        return known.error();
    if (const auto allowed = requireMayWrite(stores, actor, batch); !allowed)
        return allowed.error();
    const auto messages = messagesOf(stores, batch);
    if (!messages)
        return messages.error();
    auto appended = stores.history.append(batch.conversation, *messages);
    if (!appended)
        return appended.error();
    // Later writes in the same commit must not use the old roster.
    m_context.memory.rosters.forget(batch.conversation);
    const auto conversation = stores.conversations.locate(batch.conversation);
    if (!conversation)
        return conversation.error();
    Stored stored{{*conversation, std::move(*appended)}};
    if (stored.outcome.stored() == 0)
        return stored;
    if (const auto caught = catchUp(stores, stored); !caught)
        return caught.error();
    if (const auto set = setMarks(stores, batch); !set)
        return set.error();
    if (const auto noted = note(stores, actor, batch, stored.outcome); !noted)
        return noted.error();
    return stored;
}

//! What was there before is read, too, so nobody is still to be told of it.
Result<> HistoryImport::catchUp(Stores &stores, Stored &stored) const
{
    const ConversationId conversation = stored.outcome.conversation.id;
    const auto members = stores.members.list(conversation);
    if (!members)
        return members.error();
    for (const Member &member : *members) {
        const auto read = m_notifications.markRead(stores, member.user, conversation);
        if (!read)
            return read.error();
        stored.members.push_back(member.user);
        if (const auto &notification = *read)
            stored.read.emplace_back(member.user, *notification);
    }
    return {};
}

//! Where it is not known how far somebody had got, all is read.
Result<> HistoryImport::setMarks(Stores &stores, const HistoryBatch &batch) const
{
    const ConversationId conversation = batch.conversation;
    for (const PastMarks &marks : batch.marks) {
        const auto member = stores.members.find(conversation, marks.user);
        if (!member && member.error().kind == Error::Kind::NotFound)
            continue;
        if (!member)
            return member.error();
        std::array<qint64, 4> places{};
        bool isKnown = true;
        const std::array wanted{&marks.delivered, &marks.read, &marks.shownRead, &marks.hidden};
        for (size_t i = 0; i < wanted.size(); ++i) {
            const auto place = placeOf(stores, conversation, *wanted[i], member->joinedSeq);
            if (!place)
                return place.error();
            isKnown = isKnown && place->has_value();
            places[i] = place->value_or(0);
        }
        if (!isKnown)
            continue;
        const auto hidden = marks.hidden ? std::optional(places[3]) : std::optional<qint64>();
        const auto set = stores.history.setCursors(
            conversation, {marks.user, places[0], places[1], places[2], hidden});
        if (!set)
            return set;
    }
    return {};
}

Result<> HistoryImport::note(Stores &stores, const Actor &actor, const HistoryBatch &batch,
                             const HistoryOutcome &outcome) const
{
    const qint64 stored = outcome.stored();
    const bool isGroup = outcome.conversation.kind == ConversationKind::Group;
    return AuditService::record(
        stores, actor,
        {.action = u"history.import"_s,
         .target = (isGroup ? u"group:"_s : u"conversation:"_s) + batch.conversation.toString(),
         .before = {{u"lastSeq"_s, outcome.conversation.lastSeq - stored}},
         .after = {{u"lastSeq"_s, outcome.conversation.lastSeq},
                   {u"source"_s, batch.source},
                   {u"stored"_s, stored},
                   {u"there"_s, qint64(outcome.messages.size()) - stored},
                   {u"from"_s, toIso(batch.messages.front().at)},
                   {u"to"_s, toIso(batch.messages.back().at)}}},
        m_context.clock.now());
}

void HistoryImport::announce(const Stored &stored) const
{
    if (stored.members.empty())
        return;
    m_context.bus.publish({ConversationChanged{stored.outcome.conversation}, stored.members, {}});
    for (const auto &[user, read] : stored.read)
        m_notifications.announce(user, read);
}

} // namespace linnet
