// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonelive.h"

#include "server/api/params.h"
#include "server/dialects/phone/phonecodec.h"
#include "server/dialects/phone/phonedrafts.h"
#include "server/dialects/phone/phonesync.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/messageservice.h"
#include "server/services/chat/receiptservice.h"
#include "server/services/chat/syncservice.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

Endpoint socketRow(QLatin1String name, QLatin1String event, Cost cost, Schema schema,
                   Handler handler)
{
    return {
        name, Method::None, {}, event, Access::User, cost, std::move(schema), std::move(handler)};
}

Result<Answer> success(const Result<> &outcome)
{
    if (!outcome)
        return outcome.error();
    return Answer{QJsonObject{{"success"_L1, true}}};
}

} // namespace

PhoneLiveApi::PhoneLiveApi(const PhoneServices &services)
    : m_services(services)
    , m_openChat(services.conversations, services.typing,
                 {"conversationId"_L1, QJsonObject{{"success"_L1, true}}})
{}

QList<Endpoint> PhoneLiveApi::endpoints()
{
    const Schema conversation{{"conversationId"_L1}};
    return {
        socketRow("message.send"_L1, "message:send"_L1, Cost::Write, draftSchema(),
                  std::bind_front(&PhoneLiveApi::send, this)),
        socketRow("message.delivered"_L1, "message:delivered"_L1, Cost::Write, {{"messageId"_L1}},
                  std::bind_front(&PhoneLiveApi::markDelivered, this)),
        socketRow("message.read"_L1, "message:read"_L1, Cost::Write, conversation,
                  std::bind_front(&PhoneLiveApi::markRead, this)),
        socketRow("typing.start"_L1, "typing:start"_L1, Cost::Signal, conversation,
                  std::bind_front(&OpenChatApi::startTyping, &m_openChat)),
        socketRow("typing.stop"_L1, "typing:stop"_L1, Cost::Signal, conversation,
                  std::bind_front(&OpenChatApi::stopTyping, &m_openChat)),
        socketRow("sync.request"_L1, "sync:request"_L1, Cost::Read, syncSchema(),
                  std::bind_front(&PhoneLiveApi::sync, this)),
        socketRow("conversation.join"_L1, "conversation:join"_L1, Cost::Signal, conversation,
                  std::bind_front(&OpenChatApi::enter, &m_openChat)),
        socketRow("conversation.leave"_L1, "conversation:leave"_L1, Cost::Signal, conversation,
                  std::bind_front(&PhoneLiveApi::leave, this)),
    };
}

QCoro::Task<Result<Answer>> PhoneLiveApi::send(Call call)
{
    const auto draft = draftParam(call);
    if (!draft)
        co_return draft.error();
    const auto message = co_await m_services.messages.send(*draft);
    if (!message)
        co_return message.error();
    JsonWriter body;
    body.add("success"_L1, true).add("message"_L1, sentMessage(*message));
    co_return Answer{body.finish(), Answer::Outcome::Created};
}

QCoro::Task<Result<Answer>> PhoneLiveApi::markDelivered(Call call)
{
    const auto message = messageParam(call.params, "messageId"_L1);
    if (!message)
        co_return message.error();
    const auto marked = co_await m_services.receipts.markDelivered(call.caller.user, *message);
    co_return success(marked);
}

QCoro::Task<Result<Answer>> PhoneLiveApi::markRead(Call call)
{
    const auto conversation = conversationParam(call.params, "conversationId"_L1);
    if (!conversation)
        co_return conversation.error();
    const auto count = co_await m_services.receipts.markRead(call.caller.user, *conversation);
    if (!count)
        co_return count.error();
    co_return Answer{QJsonObject{{"success"_L1, true}, {"readCount"_L1, *count}}};
}

QCoro::Task<Result<Answer>> PhoneLiveApi::sync(Call call)
{
    const auto query = syncParam(call.params);
    if (!query)
        co_return query.error();
    if (query->cursors) {
        const auto changes = co_await m_services.sync.after(call.caller.user, *query->cursors);
        if (!changes)
            co_return changes.error();
        co_return Answer{cursorSyncBody(*changes)};
    }
    const auto messages = co_await m_services.sync.since(call.caller.user, query->since);
    if (!messages)
        co_return messages.error();
    co_return Answer{timeSyncBody(*messages)};
}

//! Leaving a chat's window means that one types there no more.
QCoro::Task<Result<Answer>> PhoneLiveApi::leave(Call call)
{
    const auto stopped = co_await m_openChat.stopTyping(call);
    if (!stopped)
        co_return stopped.error();
    auto left = co_await m_openChat.leave(call);
    co_return left;
}

} // namespace linnet::phone
