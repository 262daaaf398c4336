// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/messageservice.h"

#include "common/core/idgenerator.h"
#include "common/domain/notfound.h"
#include "server/bus/eventbus.h"
#include "server/services/chat/audience.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/mentions.h"
#include "server/services/chat/viewer.h"
#include "server/storage/database.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr int MostHistory = 100;

//! A reply answers something its sender may see, in the same place.
Result<> checkReply(Stores &stores, const Draft &draft, ConversationId conversation)
{
    if (!draft.replyTo)
        return {};
    const auto answered = stores.messages.find(*draft.replyTo, draft.sender);
    if (!answered)
        return answered.error();
    if (answered->conversation != conversation)
        return noSuchMessage();
    return {};
}

Error strangerMentioned()
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1,
            u"mentions must name members of the conversation"_s};
}

//! What a message refers to is asked of a new one only: who sends again gets what is stored,
//! whoever has come or gone since. It is asked first, as a refusal that has written something has
//! all be forgotten that is remembered.
Result<> checkReferences(Stores &stores, const Draft &draft, ConversationId conversation,
                         const Mentioned &mentioned)
{
    auto allowed = checkReply(stores, draft, conversation);
    if (allowed && mentioned.hasStrangers)
        allowed = strangerMentioned();
    if (allowed || draft.clientId.isEmpty())
        return allowed;
    const auto sent = stores.history.find(conversation, draft.sender, draft.clientId);
    if (!sent)
        return sent.error();
    return *sent ? Result<>() : allowed;
}

//! The same of the first message of a direct chat, before that is opened.
Result<> checkFirst(Stores &stores, const Draft &draft)
{
    if (!draft.replyTo && draft.mentions.empty())
        return {};
    const auto direct = stores.conversations.findDirect(draft.sender, *draft.recipient);
    if (!direct)
        return direct.error();
    if (*direct)
        return {};
    if (draft.replyTo)
        return noSuchMessage();
    const auto isOneOfThem = [&draft](UserId user) {
        return user == draft.sender || user == *draft.recipient;
    };
    return std::ranges::all_of(draft.mentions, isOneOfThem) ? Result<>()
                                                            : Result<>(strangerMentioned());
}

} // namespace

MessageService::MessageService(ChatContext context)
    : m_context(context)
    , m_notifications({context.database, context.bus, context.clock, context.ids})
{}

QCoro::Task<Result<Message>> MessageService::send(Draft draft)
{
    const auto valid = checkDraft(draft);
    if (!valid)
        co_return valid.error();

    const SessionId session = draft.session;
    const auto stored = co_await m_context.database.write(
        [this, draft](Stores &stores) { return store(stores, draft); },
        [this, session](const Result<Stored> &outcome) {
            if (outcome && outcome->isNew)
                announce(*outcome, session);
            else if (outcome && session.isNull())
                announceAgain(*outcome);
        });
    if (!stored)
        co_return stored.error();
    co_return stored->message;
}

QCoro::Task<Result<HistoryResult>> MessageService::history(UserId viewer, HistoryQuery query)
{
    HistoryPage page;
    page.conversation = query.conversation;
    page.viewer = viewer;
    page.limit = std::clamp(query.limit, 1, MostHistory);
    page.beforeTime = query.beforeTime;
    if (query.beforeSeq)
        page.beforeSeq = *query.beforeSeq;

    auto messages = co_await m_context.database.read([page](Stores &stores) {
        return Viewer(stores, page.viewer).shown(stores.messages.list(page), &MessageView::sender);
    });
    if (!messages)
        co_return messages.error();

    HistoryResult result{std::move(*messages), std::nullopt};
    if (result.messages.size() == size_t(page.limit))
        result.next = result.messages.back().message.seq;
    co_return result;
}

Result<MessageService::Stored> MessageService::store(Stores &stores, const Draft &draft) const
{
    if (draft.conversation)
        return append(stores, draft, *draft.conversation);
    if (const auto allowed = checkFirst(stores, draft); !allowed)
        return allowed.error();
    const auto direct = findOrOpenDirect(m_context, stores, draft.sender, *draft.recipient);
    if (!direct)
        return direct.error();
    auto stored = append(stores, draft, direct->id);
    if (stored && direct->lastSeq == 0)
        stored->opened = *direct;
    return stored;
}

Result<MessageService::Stored> MessageService::append(Stores &stores, const Draft &draft,
                                                      ConversationId conversation) const
{
    auto mentioned = findMentioned(stores, draft, m_context.memory.rosters, conversation);
    if (!mentioned)
        return mentioned.error();
    const auto allowed = checkReferences(stores, draft, conversation, *mentioned);
    if (!allowed)
        return allowed.error();

    Message message = toMessage(draft, conversation);
    message.id = m_context.ids.next<MessageId>();
    message.createdAt = m_context.clock.now();
    message.mentions = std::move(mentioned->members);
    const auto appended =
        stores.messages.append(message, draft.file ? draft.file->sha256 : QByteArray());
    if (!appended)
        return appended.error();
    if (!appended->isNew && draft.file) {
        if (const auto gone = stores.media.remove(draft.file->id); !gone)
            return gone.error();
    }
    const auto sender = m_context.memory.profiles.find(draft.sender, stores);
    if (!sender)
        return sender.error();
    Stored stored{appended->message, appended->isNew, {}, *sender, {}, {}, {}};
    const auto known =
        m_context.memory.rosters.with(conversation, stores, [&stored](const Roster &roster) {
            stored.members = roster.users();
            stored.title = roster.traits().title;
            return true;
        });
    if (!known)
        return known.error();
    if (!stored.isNew)
        return stored;
    auto notifications = notifyMentioned(stores, stored.message, sender->user, m_notifications);
    if (!notifications)
        return notifications.error();
    stored.notifications = std::move(*notifications);
    return stored;
}

void MessageService::announce(const Stored &stored, SessionId session) const
{
    m_context.memory.places.add(stored.message);
    if (stored.opened)
        m_context.bus.publish({ConversationChanged{*stored.opened}, *stored.members, {}});
    for (AuthorView &view : viewsOf(stored.sender, without(*stored.members, stored.message.sender)))
        m_context.bus.publish(
            {MessageAdded{stored.message, std::move(view.user), stored.members, stored.title},
             std::move(view.audience), session});
    m_context.bus.publish(
        {MessageSent{stored.message, stored.sender.user, stored.members, stored.title},
         {stored.message.sender},
         session});
    for (const NotificationView &view : stored.notifications)
        m_notifications.announce(view);
}

//! Whoever hears of their own messages instead of an answer may have been away when it was told. It
//! says who is in the conversation, so who has left is told nothing.
void MessageService::announceAgain(const Stored &stored) const
{
    const bool isMember =
        std::ranges::find(*stored.members, stored.message.sender) != stored.members->end();
    if (!isMember || stored.message.deletedAt)
        return;
    m_context.bus.publish(
        {MessageSent{stored.message, stored.sender.user, stored.members, stored.title},
         {stored.message.sender},
         {}});
}

} // namespace linnet
