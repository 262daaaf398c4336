// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprchat.h"

#include "server/api/params.h"
#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/shared/pictures.h"
#include "server/dialects/shared/wholehistory.h"
#include "server/dialects/whispr/whisprcodec.h"
#include "server/dialects/whispr/whisprerrors.h"
#include "server/dialects/whispr/whisprhistory.h"
#include "server/dialects/whispr/whisprrows.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/media/mediaservice.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace linnet::whispr {

namespace {

constexpr auto Text = Field::Type::String;
constexpr auto Optional = Field::Need::Optional;

//! \return the client's own id of the message; empty if it has none.
Result<QString> tempIdParam(const QJsonObject &params)
{
    const QString text = params["tempId"_L1].toString();
    if (!text.isEmpty() && QUuid::fromString(text).isNull())
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1, u"tempId must be a UUID"_s};
    return text;
}

Result<WholeHistoryQuery> historyQuery(const Call &call)
{
    const auto conversation = conversationParam(call.params, "chatId"_L1);
    if (!conversation)
        return conversation.error();
    return WholeHistoryQuery{call.caller.user, *conversation,
                             call.params["limit"_L1].toInt(WholeHistoryQuery::Most)};
}

} // namespace

WhisprChatApi::WhisprChatApi(ConversationService &conversations, MessageService &messages,
                             MediaService &media)
    : m_conversations(conversations)
    , m_messages(messages)
    , m_media(media)
{}

QList<Endpoint> WhisprChatApi::endpoints()
{
    const Field chat{"chatId"_L1};
    const Schema page{chat, {"limit"_L1, Field::Type::Integer, Optional, 1}};
    Endpoint send = httpRow("message.send"_L1, Method::Post, "/v1/chat/message/{chatId}"_L1,
                            {chat,
                             {"content"_L1, Text, Optional},
                             {"tempId"_L1, Text, Optional},
                             {"fileName"_L1, Text, Optional}},
                            std::bind_front(&WhisprChatApi::send, this));
    send.aliases = {{Method::Post, "/v1/chat/group/{chatId}"}};
    send.fileField = "file"_L1;
    return {
        httpRow("conversation.list"_L1, Method::Get, "/v1/chat/user-chats"_L1, {},
                std::bind_front(&WhisprChatApi::list, this)),
        httpRow("message.list"_L1, Method::Get, "/v1/chat/message/{chatId}"_L1, page,
                std::bind_front(&WhisprChatApi::history, this)),
        send,
        httpRow("message.list-files"_L1, Method::Get, "/v1/chat/chat-files/{chatId}"_L1, {chat},
                std::bind_front(&WhisprChatApi::listFiles, this)),
    };
}

QCoro::Task<Result<Answer>> WhisprChatApi::list(Call call)
{
    const auto chats = co_await m_conversations.listDetails(call.caller.user);
    if (!chats)
        co_return chats.error();
    const auto row = [&call](const ConversationDetails &details) {
        return chatObject(details, call.caller.user, call.origin);
    };
    co_return Answer{QJsonObject{{"success"_L1, true}, {"chats"_L1, toArray(*chats, row)}}};
}

QCoro::Task<Result<Answer>> WhisprChatApi::history(Call call)
{
    const auto query = historyQuery(call);
    if (!query)
        co_return query.error();
    const auto shape = co_await historyShape(&m_conversations, call, query->conversation);
    if (!shape)
        co_return shape.error();
    auto answer =
        co_await answerList({pagesOf(std::make_shared<WholeHistory>(&m_messages, *query), *shape),
                             R"({"success":true,"messages":[)", "]}"});
    co_return answer;
}

QCoro::Task<Result<Answer>> WhisprChatApi::send(Call call)
{
    const auto draft = co_await draftOf(call);
    if (!draft)
        co_return draft.error();
    const auto message = co_await m_messages.send(*draft);
    if (!message)
        co_return message.error();
    co_return done("Message successfully sent"_L1, Answer::Outcome::Created);
}

//! One's own ones, as the family has it.
QCoro::Task<Result<Answer>> WhisprChatApi::listFiles(Call call)
{
    const auto query = historyQuery(call);
    if (!query)
        co_return query.error();
    WholeHistory history(&m_messages, *query);
    std::vector<MessageView> files;
    for (bool isLast = false; !isLast;) {
        auto page = co_await history.next();
        if (!page)
            co_return page.error();
        std::copy_if(page->messages.begin(), page->messages.end(), std::back_inserter(files),
                     [&call](const MessageView &view) {
                         return !view.message.mediaUrl.isEmpty()
                             && view.message.sender == call.caller.user;
                     });
        isLast = page->isLast;
    }
    const auto rows =
        co_await historyRows(&m_conversations, call, query->conversation, std::move(files));
    if (!rows)
        co_return rows.error();
    co_return Answer{QJsonObject{{"success"_L1, true},
                                 {"message"_L1, "Files fetched successfully"_L1},
                                 {"files"_L1, *rows},
                                 {"data"_L1, *rows}}};
}

//! Without a session, so that all of the sender's pages hear of it: they show it when it comes.
QCoro::Task<Result<Draft>> WhisprChatApi::draftOf(Call call)
{
    const auto conversation = conversationParam(call.params, "chatId"_L1);
    if (!conversation)
        co_return conversation.error();
    const auto clientId = tempIdParam(call.params);
    if (!clientId)
        co_return clientId.error();
    Draft draft;
    draft.sender = call.caller.user;
    draft.conversation = *conversation;
    draft.clientId = *clientId;
    draft.body = call.params["content"_L1].toString();
    if (draft.body.trimmed().isEmpty() && !call.file)
        co_return Error{Error::Kind::InvalidInput, "invalid_input"_L1, u"content is required"_s};
    if (!call.file)
        co_return draft;
    const auto member = co_await m_conversations.requireMember(draft.sender, *conversation);
    if (!member)
        co_return member.error();
    const QString name = call.params["fileName"_L1].toString(call.file->name);
    const auto media = co_await m_media.add(draft.sender, call.file->path, name);
    if (!media)
        co_return media.error();
    draft.kind = media->kind;
    draft.mediaUrl = mediaPath(*media);
    draft.mediaThumbnail = thumbnailPath(*media);
    draft.mediaSize = media->size;
    draft.file = *media;
    co_return draft;
}

} // namespace linnet::whispr
