// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mern/mernmessages.h"

#include "common/domain/mediapath.h"
#include "common/domain/notfound.h"
#include "server/api/params.h"
#include "server/dialects/shared/directhistory.h"
#include "server/dialects/shared/mergedshapes.h"
#include "server/dialects/shared/pictures.h"
#include "server/dialects/shared/rows.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/messageservice.h"
#include "server/services/chat/peopleservice.h"
#include "server/services/media/mediaservice.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::mern {

namespace {

Error required(QLatin1String what)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, what + u" is required"_s};
}

//! \return the text under whichever of two names a client knows it by.
QString eitherText(const QJsonObject &params, QLatin1String name, QLatin1String other)
{
    return params[name].toString(params[other].toString());
}

bool isNobodys(const Result<Answer> &answer)
{
    return !answer && answer.error().kind == Error::Kind::NotFound;
}

} // namespace

QList<Endpoint> MernMessageApi::endpoints()
{
    const Field limit{"limit"_L1, Field::Type::Integer, Field::Need::Optional, 1};
    const Field chatId{"chatId"_L1, Field::Type::Any, Field::Need::Optional};
    Endpoint send =
        httpRow("message.send"_L1, Method::Post, "/api/messages"_L1,
                {chatId, optionalText("chat_id"_L1), optionalText("content"_L1),
                 optionalText("text"_L1), optionalText("image"_L1), optionalText("file_url"_L1),
                 optionalText("reply_to"_L1), optionalText("tempId"_L1)},
                std::bind_front(&MernMessageApi::send, this));
    send.fileField = "image"_L1;
    send.aliases = {{Method::Post, "/api/message"}};
    Endpoint history =
        httpRow("message.list"_L1, Method::Get, "/api/messages/{chatId}"_L1, {{"chatId"_L1}, limit},
                std::bind_front(&MernMessageApi::history, this));
    history.sharedWith = {CookieName};
    history.aliases = {{Method::Get, "/api/messages"},
                       {Method::Get, "/api/message/{chatId}"},
                       {Method::Get, "/api/message/messages/{chatId}"}};
    return {send, history};
}

//! Without a session, so that the page that sent it hears of it, too: it knows it by its id.
QCoro::Task<Result<Draft>> MernMessageApi::draftOf(Call call)
{
    Draft draft;
    draft.sender = call.caller.user;
    if (const QJsonValue chat = call.params.value("chatId"_L1); chat.isObject()) // Sent whole.
        call.params["chatId"_L1] = chat["_id"_L1].toString();
    if (eitherText(call.params, "chatId"_L1, "chat_id"_L1).isEmpty())
        co_return required("chatId"_L1);
    const auto conversation = conversationParam(
        call.params, call.params.contains("chatId"_L1) ? "chatId"_L1 : "chat_id"_L1);
    if (!conversation)
        co_return conversation.error();
    draft.conversation = *conversation;
    if (call.params.contains("reply_to"_L1)) {
        const auto message = messageParam(call.params, "reply_to"_L1);
        if (!message)
            co_return message.error();
        draft.replyTo = *message;
    }
    draft.clientId = call.params["tempId"_L1].toString();
    draft.body = eitherText(call.params, "content"_L1, "text"_L1);
    draft.mediaUrl = relativeUrl(call.origin, eitherText(call.params, "image"_L1, "file_url"_L1));
    if (draft.body.trimmed().isEmpty() && draft.mediaUrl.isEmpty() && !call.file)
        co_return required("content"_L1);
    const auto member =
        co_await m_services.conversations.requireMember(draft.sender, *conversation);
    if (!member)
        co_return member.error();
    if (call.file) {
        const auto picture = co_await m_services.media.add(draft.sender, call.file->path,
                                                           call.file->name, MediaFilter::Pictures);
        if (!picture)
            co_return picture.error();
        draft.mediaUrl = mediaPath(*picture);
        draft.file = *picture;
    }
    if (!draft.mediaUrl.isEmpty())
        draft.kind = MessageKind::Image;
    co_return draft;
}

QCoro::Task<Result<Answer>> MernMessageApi::send(Call call)
{
    const auto draft = co_await draftOf(call);
    if (!draft)
        co_return draft.error();
    const auto message = co_await m_services.messages.send(*draft);
    if (!message)
        co_return message.error();
    const auto sender = co_await m_services.people.find(call.caller.user);
    if (!sender)
        co_return sender.error();
    co_return Answer{mergedMessage(*message, *sender, {}, call.origin), Answer::Outcome::Created};
}

//! Ids are unique among people and chats, so that one can be only of one or the other. A client
//! that keeps its token in the cookie jwt names people, and takes a stranger for one who wrote
//! nothing.
QCoro::Task<Result<Answer>> MernMessageApi::history(Call call)
{
    const HistoryServices services{m_services.conversations, m_services.messages,
                                   m_services.receipts};
    auto answer = Result<Answer>(noSuchConversation());
    if (const auto conversation = conversationParam(call.params, "chatId"_L1))
        answer = co_await readConversation(services, call, *conversation);
    const auto person = userParam(call.params, "chatId"_L1);
    if (isNobodys(answer) && person && *person != call.caller.user) {
        auto direct = co_await readDirect(services, call, *person);
        if (!isNobodys(direct))
            co_return direct;
    }
    if (isNobodys(answer) && call.cookies.contains("jwt"))
        co_return Answer{QJsonValue(QJsonArray())};
    co_return answer;
}

} // namespace linnet::mern
