// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/cookie/cookiechat.h"

#include "server/api/params.h"
#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/shared/mergedshapes.h"
#include "server/dialects/shared/pictures.h"
#include "server/dialects/shared/rows.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/draft.h"
#include "server/services/chat/messageservice.h"
#include "server/services/chat/peopleservice.h"

using namespace Qt::StringLiterals;

namespace linnet::cookie {

namespace {

Answer usersAnswer(const std::vector<User> &users, const QString &origin)
{
    const auto shape = [&origin](const User &user) { return mergedUser(user, origin); };
    return {QJsonValue(toArray(users, shape))};
}

//! In the words that the family has where somebody is written to.
Error noReceiver(Error error)
{
    if (error.kind == Error::Kind::NotFound)
        error.message = u"Receiver not found"_s;
    return error;
}

} // namespace

QList<Endpoint> CookieChatApi::endpoints()
{
    Endpoint send =
        httpRow("message.send"_L1, Method::Post, "/api/messages/send/{id}"_L1,
                {{"id"_L1}, optionalText("text"_L1)}, std::bind_front(&CookieChatApi::send, this));
    send.fileField = "image"_L1;
    Endpoint others = httpRow("user.list-others"_L1, Method::Get, "/api/messages/users"_L1, {},
                              std::bind_front(&CookieChatApi::listOthers, this));
    others.aliases = {{Method::Get, "/api/messages/contacts"}};
    return {
        httpRow("user.list"_L1, Method::Get, "/api/users"_L1, {},
                std::bind_front(&CookieChatApi::listEverybody, this)),
        others,
        httpRow("user.list-partners"_L1, Method::Get, "/api/messages/chats"_L1, {},
                std::bind_front(&CookieChatApi::listPartners, this)),
        httpRow("user.find"_L1, Method::Get, "/api/messages/user/{userId}"_L1, {{"userId"_L1}},
                std::bind_front(&CookieChatApi::show, this)),
        send,
    };
}

QCoro::Task<Result<Answer>> CookieChatApi::listEverybody(Call call)
{
    auto answer = co_await listPeople(call, PeopleList::Self::Listed);
    co_return answer;
}

QCoro::Task<Result<Answer>> CookieChatApi::listOthers(Call call)
{
    auto answer = co_await listPeople(call, PeopleList::Self::LeftOut);
    co_return answer;
}

QCoro::Task<Result<Answer>> CookieChatApi::listPeople(Call call, PeopleList::Self self)
{
    const auto shape = [origin = call.origin](const User &user) {
        return mergedUser(user, origin);
    };
    auto answer = co_await answerList(
        {pagesOf(std::make_shared<PeopleList>(&m_services.people, call.caller.user, self, shape))});
    co_return answer;
}

//! With whom the caller has written, whoever wrote last comes first.
QCoro::Task<Result<Answer>> CookieChatApi::listPartners(Call call)
{
    const auto chats = co_await m_services.conversations.list(call.caller.user);
    if (!chats)
        co_return chats.error();
    std::vector<User> partners;
    for (const ConversationView &chat : *chats) {
        if (chat.other && chat.lastMessage)
            partners.push_back(*chat.other);
    }
    co_return usersAnswer(partners, call.origin);
}

QCoro::Task<Result<Answer>> CookieChatApi::show(Call call)
{
    const auto id = userParam(call.params, "userId"_L1);
    if (!id)
        co_return id.error();
    const auto user = co_await m_services.people.show(call.caller.user, *id);
    if (!user)
        co_return user.error();
    co_return Answer{mergedUser(*user, call.origin)};
}

QCoro::Task<Result<Answer>> CookieChatApi::send(Call call)
{
    const auto receiver = userParam(call.params, "id"_L1);
    if (!receiver)
        co_return noReceiver(receiver.error());
    Draft draft;
    draft.sender = call.caller.user;
    draft.session = call.caller.session;
    draft.recipient = *receiver;
    draft.body = call.params["text"_L1].toString();
    if (draft.body.trimmed().isEmpty() && !call.file)
        co_return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                        u"text or image is required"_s};
    const auto known = co_await m_services.people.find(*receiver);
    if (!known)
        co_return noReceiver(known.error());
    const auto picture = co_await keepPicture(&m_services.media, call);
    if (!picture)
        co_return picture.error();
    draft.mediaUrl = *picture;
    if (!picture->isEmpty())
        draft.kind = MessageKind::Image;
    const auto message = co_await m_services.messages.send(draft);
    if (!message)
        co_return noReceiver(message.error());
    const auto sender = co_await m_services.people.find(call.caller.user);
    if (!sender)
        co_return sender.error();
    co_return Answer{mergedMessage(*message, *sender, *receiver, call.origin),
                     Answer::Outcome::Created};
}

} // namespace linnet::cookie
