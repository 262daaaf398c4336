// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonechat.h"

#include "server/dialects/phone/phonecodec.h"
#include "server/dialects/shared/params.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/messageservice.h"
#include "server/services/chat/receiptservice.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

//! \return the page after which to go on; nothing if the client has no cursor yet.
Result<std::optional<qint64>> cursorParam(const QJsonObject &params)
{
    const auto text = textParam(params, "cursor"_L1);
    if (!text)
        return std::optional<qint64>();
    bool ok = false;
    const qint64 seq = text->toLongLong(&ok);
    if (!ok || seq < 1)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"cursor must be one this server gave"_s};
    return std::optional(seq);
}

Result<HistoryQuery> historyQuery(const QJsonObject &params)
{
    const auto conversation = conversationParam(params, "id"_L1);
    if (!conversation)
        return conversation.error();
    const auto before = timeParam(params, "before"_L1);
    if (!before)
        return before.error();
    const auto cursor = cursorParam(params);
    if (!cursor)
        return cursor.error();
    return HistoryQuery{*conversation, params["limit"_L1].toInt(50), *before, *cursor};
}

} // namespace

PhoneChatApi::PhoneChatApi(ConversationService &conversations, MessageService &messages,
                           ReceiptService &receipts)
    : m_conversations(conversations)
    , m_messages(messages)
    , m_receipts(receipts)
{}

QList<Endpoint> PhoneChatApi::endpoints()
{
    using Need = Field::Need;
    const Field id{"id"_L1};
    const Schema page{
        id,
        {"limit"_L1, Field::Type::Integer, Need::Optional, 1},
        {"before"_L1, Field::Type::String, Need::Optional},
        {"cursor"_L1, Field::Type::String, Need::Optional},
    };
    return {
        {"conversation.list"_L1,
         Method::Get,
         "/api/v1/chat/conversations"_L1,
         {},
         Access::User,
         Cost::Read,
         {},
         std::bind_front(&PhoneChatApi::list, this)},
        {"message.list"_L1,
         Method::Get,
         "/api/v1/chat/conversations/{id}/messages"_L1,
         {},
         Access::User,
         Cost::Read,
         page,
         std::bind_front(&PhoneChatApi::history, this)},
        {"conversation.open"_L1,
         Method::Post,
         "/api/v1/chat/conversations/direct"_L1,
         {},
         Access::User,
         Cost::Write,
         {{"recipientId"_L1}},
         std::bind_front(&PhoneChatApi::openDirect, this)},
        {"conversation.read"_L1,
         Method::Post,
         "/api/v1/chat/conversations/{id}/read"_L1,
         {},
         Access::User,
         Cost::Write,
         {id},
         std::bind_front(&PhoneChatApi::markRead, this)},
    };
}

QCoro::Task<Result<Answer>> PhoneChatApi::list(Call call)
{
    const auto views = co_await m_conversations.list(call.caller.user);
    if (!views)
        co_return views.error();
    JsonWriter body;
    body.add("conversations"_L1, toJsonArray(*views, conversationListRow));
    co_return Answer{body.finish()};
}

QCoro::Task<Result<Answer>> PhoneChatApi::history(Call call)
{
    const auto query = historyQuery(call.params);
    if (!query)
        co_return query.error();
    const auto page = co_await m_messages.history(call.caller.user, *query);
    if (!page)
        co_return page.error();
    JsonWriter body;
    body.add("messages"_L1, toJsonArray(page->messages, messageRow));
    if (page->next)
        body.add("nextCursor"_L1, QString::number(*page->next));
    co_return Answer{body.finish()};
}

QCoro::Task<Result<Answer>> PhoneChatApi::openDirect(Call call)
{
    const auto recipient = userParam(call.params, "recipientId"_L1);
    if (!recipient)
        co_return recipient.error();
    const auto direct = co_await m_conversations.openDirect(call.caller.user, *recipient);
    if (!direct)
        co_return direct.error();
    co_return Answer{JsonWriter().add("conversation"_L1, conversationRow(*direct)).finish()};
}

QCoro::Task<Result<Answer>> PhoneChatApi::markRead(Call call)
{
    const auto id = conversationParam(call.params, "id"_L1);
    if (!id)
        co_return id.error();
    const auto count = co_await m_receipts.markRead(call.caller.user, *id);
    if (!count)
        co_return count.error();
    co_return Answer{QJsonObject{{"success"_L1, true}, {"readCount"_L1, *count}}};
}

} // namespace linnet::phone
