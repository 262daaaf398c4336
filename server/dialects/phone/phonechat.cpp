// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonechat.h"

#include "server/api/params.h"
#include "server/dialects/phone/phonecodec.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/messageservice.h"
#include "server/services/chat/receiptservice.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

//! The year 9999: the last one that a time can be written in.
constexpr Timestamp ForEver(std::chrono::milliseconds(253'370'764'800'000));

Error foreignCursor()
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1,
            u"cursor must be one this server gave"_s};
}

//! \return the place before which to go on, as "cursor" or "beforeSeq" name it: of both, the older.
Result<std::optional<qint64>> placeParam(const QJsonObject &params)
{
    std::optional<qint64> place;
    if (const QJsonValue seq = params["beforeSeq"_L1]; !seq.isUndefined())
        place = seq.toInteger();
    const auto text = textParam(params, "cursor"_L1);
    if (!text)
        return place;
    bool ok = false;
    const qint64 seq = text->toLongLong(&ok);
    if (!ok || seq < 1)
        return foreignCursor();
    return std::optional(std::min(seq, place.value_or(seq)));
}

QString toText(const ConversationCursor &cursor)
{
    return QString::number(cursor.updatedAt.time_since_epoch().count()) + u'.'
        + cursor.id.toString();
}

Result<std::optional<ConversationCursor>> conversationCursorParam(const QJsonObject &params)
{
    const auto text = textParam(params, "cursor"_L1);
    if (!text)
        return std::optional<ConversationCursor>();
    bool ok = false;
    const qint64 time = text->section(u'.', 0, 0).toLongLong(&ok);
    const auto id = ConversationId::parse(text->section(u'.', 1));
    if (!ok || time < 0 || !id)
        return foreignCursor();
    return std::optional(ConversationCursor{Timestamp(std::chrono::milliseconds(time)), *id});
}

Result<HistoryQuery> historyQuery(const QJsonObject &params)
{
    const auto conversation = conversationParam(params, "id"_L1);
    if (!conversation)
        return conversation.error();
    const auto before = givenTimeParam(params, "before"_L1);
    if (!before)
        return before.error();
    const auto place = placeParam(params);
    if (!place)
        return place.error();
    return HistoryQuery{*conversation, params["limit"_L1].toInt(50), *before, *place};
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
    const Field limit{"limit"_L1, Field::Type::Integer, Need::Optional, 1};
    const Field cursor{"cursor"_L1, Field::Type::String, Need::Optional};
    const Schema page{
        id,
        limit,
        {"before"_L1, Field::Type::String, Need::Optional},
        {"beforeSeq"_L1, Field::Type::Integer, Need::Optional, 1, MostInteger},
        cursor,
    };
    return {
        {"conversation.list"_L1,
         Method::Get,
         "/api/v1/chat/conversations"_L1,
         {},
         Access::User,
         Cost::Read,
         {limit, cursor},
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
        {"conversation.mute"_L1,
         Method::Put,
         "/api/v1/chat/conversations/{id}/mute"_L1,
         {},
         Access::User,
         Cost::Write,
         {id, {"until"_L1, Field::Type::String, Need::Optional}},
         std::bind_front(&PhoneChatApi::mute, this)},
        {"conversation.unmute"_L1,
         Method::Delete,
         "/api/v1/chat/conversations/{id}/mute"_L1,
         {},
         Access::User,
         Cost::Write,
         {id},
         std::bind_front(&PhoneChatApi::unmute, this)},
    };
}

QCoro::Task<Result<Answer>> PhoneChatApi::list(Call call)
{
    const auto cursor = conversationCursorParam(call.params);
    if (!cursor)
        co_return cursor.error();
    const int limit = call.params["limit"_L1].toInt(ConversationService::MostListed);
    const auto page = co_await m_conversations.page(call.caller.user, *cursor, limit);
    if (!page)
        co_return page.error();
    JsonWriter body;
    body.add("conversations"_L1, toJsonArray(page->views, conversationListRow));
    if (page->next)
        body.add("nextCursor"_L1, toText(*page->next));
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

QCoro::Task<Result<Answer>> PhoneChatApi::mute(Call call)
{
    const auto until = timeParam(call.params, "until"_L1);
    if (!until)
        co_return until.error();
    const auto muted = co_await setMuted(call, until->value_or(ForEver));
    co_return muted;
}

QCoro::Task<Result<Answer>> PhoneChatApi::unmute(Call call)
{
    const auto unmuted = co_await setMuted(call, std::nullopt);
    co_return unmuted;
}

QCoro::Task<Result<Answer>> PhoneChatApi::setMuted(Call call, std::optional<Timestamp> until)
{
    const auto id = conversationParam(call.params, "id"_L1);
    if (!id)
        co_return id.error();
    const auto muted = co_await m_conversations.mute(call.caller.user, *id, until);
    if (!muted)
        co_return muted.error();
    co_return Answer{QJsonObject{
        {"success"_L1, true},
        {"mutedUntil"_L1, until ? QJsonValue(toIso(*until)) : QJsonValue(QJsonValue::Null)}}};
}

} // namespace linnet::phone
