// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mailotp/mailotpchat.h"

#include "server/api/params.h"
#include "server/dialects/mailotp/mailotpcodec.h"
#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/shared/pictures.h"
#include "server/dialects/shared/wholehistory.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/receiptservice.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::mailotp {

namespace {

constexpr qint64 MostPictureBytes = 5 * 1024 * 1024;

Field optional(QLatin1String name, Field::Type type = Field::Type::String)
{
    return {name, type, Field::Need::Optional};
}

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

Endpoint row(QLatin1String name, Method method, QLatin1String path, Handler handler)
{
    return {.name = name,
            .method = method,
            .path = path,
            .event = {},
            .access = Access::User,
            .cost = method == Method::Get ? Cost::Read : Cost::Write,
            .request = {},
            .handler = std::move(handler)};
}

} // namespace

QList<Endpoint> MailOtpChatApi::endpoints()
{
    using Api = MailOtpChatApi;
    Endpoint openRow =
        row("chat.new"_L1, Method::Post, "/api/v1/chat/new"_L1, std::bind_front(&Api::open, this));
    openRow.request = {optional("otherUserId"_L1)};
    Endpoint sendRow = row("message.send"_L1, Method::Post, "/api/v1/message"_L1,
                           std::bind_front(&Api::send, this));
    sendRow.request = {optional("chatId"_L1), optional("text"_L1)};
    sendRow.fileField = "image"_L1;
    Endpoint historyRow = row("message.list"_L1, Method::Get, "/api/v1/message/{chatId}"_L1,
                              std::bind_front(&Api::history, this));
    historyRow.request = {{"chatId"_L1}, optional("limit"_L1, Field::Type::Integer)};
    return {
        std::move(openRow),
        row("chat.all"_L1, Method::Get, "/api/v1/chat/all"_L1, std::bind_front(&Api::list, this)),
        std::move(sendRow), std::move(historyRow)};
}

QCoro::Task<Result<Answer>> MailOtpChatApi::open(Call call)
{
    if (call.params["otherUserId"_L1].toString().isEmpty())
        co_return invalid(u"Other userid is required"_s);
    const auto other = userParam(call.params, "otherUserId"_L1);
    if (!other)
        co_return other.error();
    const auto opened = co_await m_services.conversations.ensureDirect(call.caller.user, *other);
    if (!opened)
        co_return opened.error();
    const ConversationId id = opened->conversation.id;
    const auto details = co_await m_services.conversations.details(call.caller.user, id);
    if (!details)
        co_return details.error();
    const auto message = opened->isNew ? "New Chat created"_L1 : "Chat already exist"_L1;
    co_return Answer{QJsonObject{{"message"_L1, message},
                                 {"chatId"_L1, id.toString()},
                                 {"chat"_L1, chatRow(*details, call.caller.user)["chat"_L1]}},
                     opened->isNew ? Answer::Outcome::Created : Answer::Outcome::Done};
}

QCoro::Task<Result<Answer>> MailOtpChatApi::list(Call call)
{
    const auto details = co_await m_services.conversations.listDetails(call.caller.user);
    if (!details)
        co_return details.error();
    const auto rowOf = [viewer = call.caller.user](const ConversationDetails &each) {
        return chatRow(each, viewer);
    };
    co_return Answer{QJsonObject{{"chats"_L1, toArray(*details, rowOf)}}};
}

QCoro::Task<Result<Answer>> MailOtpChatApi::send(Call call)
{
    Draft draft;
    draft.sender = call.caller.user;
    draft.body = call.params["text"_L1].toString();
    if (call.params["chatId"_L1].toString().isEmpty())
        co_return invalid(u"ChatId Required"_s);
    if (draft.body.trimmed().isEmpty() && !call.file)
        co_return invalid(u"Either text or Image is required"_s);
    if (call.file && call.file->size > MostPictureBytes)
        co_return Error{Error::Kind::TooLarge, "too_large"_L1, u"Image must have at most 5 MB"_s};
    const auto chat = conversationParam(call.params, "chatId"_L1);
    if (!chat)
        co_return chat.error();
    // Before a picture is kept for it.
    const auto member = co_await m_services.conversations.requireMember(draft.sender, *chat);
    if (!member)
        co_return member.error();
    const auto picture = co_await keepPicture(&m_services.media, call);
    if (!picture)
        co_return picture.error();
    draft.conversation = *chat;
    draft.mediaUrl = *picture;
    draft.mediaSize = call.file ? call.file->size : 0;
    draft.kind = call.file ? MessageKind::Image : MessageKind::Text;
    // No session is left out: the page that sent it hears it, too, and knows it by its id.
    const auto message = co_await m_services.messages.send(draft);
    if (!message)
        co_return message.error();
    co_return Answer{
        QJsonObject{{"message"_L1, messageObject(*message, DeliveryStatus::Sent, call.origin)},
                    {"sender"_L1, message->sender.toString()}},
        Answer::Outcome::Created};
}

QCoro::Task<Result<Answer>> MailOtpChatApi::history(Call call)
{
    const UserId viewer = call.caller.user;
    const auto chat = conversationParam(call.params, "chatId"_L1);
    if (!chat)
        co_return chat.error();
    const auto conversation = co_await m_services.conversations.find(viewer, *chat);
    if (!conversation)
        co_return conversation.error();
    // Whoever has left may look back, and has read nothing by that.
    const auto read = co_await m_services.receipts.markRead(viewer, *chat);
    if (!read && read.error().kind != Error::Kind::NotFound)
        co_return read.error();
    const auto members = co_await m_services.conversations.members(viewer, *chat);
    if (!members)
        co_return members.error();
    const auto readings = co_await m_services.receipts.readings(viewer, *chat);
    if (!readings)
        co_return readings.error();
    const auto shape = [readings = *readings, origin = call.origin](const MessageView &view) {
        return historyRow(view, readings, origin);
    };
    const int limit = call.params["limit"_L1].toInt(WholeHistoryQuery::Most);
    const auto history = std::make_shared<WholeHistory>(&m_services.messages,
                                                        WholeHistoryQuery{viewer, *chat, limit});
    const QByteArray other =
        QJsonDocument(partner(*conversation, *members, viewer)).toJson(QJsonDocument::Compact);
    auto answer = co_await answerList(
        {pagesOf(history, shape), R"({"messages":[)", "],\"user\":" + other + '}'});
    co_return answer;
}

} // namespace linnet::mailotp
