// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mern/mernchats.h"

#include "server/api/params.h"
#include "server/dialects/mern/mernchatshape.h"
#include "server/dialects/mern/mernerrors.h"
#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/shared/rows.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/groupservice.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::mern {

namespace {

constexpr std::array DirectNames = {"userId"_L1, "participantId"_L1, "recipientId"_L1};
constexpr std::array MemberNames = {"users"_L1, "userIds"_L1, "participants"_L1};
constexpr std::array TitleNames = {"name"_L1, "groupName"_L1, "chatName"_L1};

//! \return the first of \p names that \p params has; empty if it has none.
template <size_t Count>
QLatin1String nameIn(const QJsonObject &params, const std::array<QLatin1String, Count> &names)
{
    const auto isThere = [&](QLatin1String name) { return params.contains(name); };
    const auto found = std::find_if(names.begin(), names.end(), isThere);
    return found == names.end() ? QLatin1String() : *found;
}

} // namespace

QList<Endpoint> MernChatApi::endpoints()
{
    Schema wanted;
    for (const QLatin1String name : DirectNames)
        wanted.append(optionalText(name));
    for (const QLatin1String name : TitleNames)
        wanted.append(optionalText(name));
    for (const QLatin1String name : MemberNames)
        wanted.append(
            {name, Field::Type::StringArray, Field::Need::Optional, 0, GroupService::MostMembers});
    Endpoint list = httpRow("conversation.list"_L1, Method::Get, "/api/chats"_L1, {},
                            std::bind_front(&MernChatApi::list, this));
    list.aliases = {{Method::Get, "/api/chat"}};
    Endpoint open = httpRow("conversation.open"_L1, Method::Post, "/api/chats"_L1, wanted,
                            std::bind_front(&MernChatApi::open, this));
    open.aliases = {{Method::Post, "/api/chat"}};
    return {list, open};
}

QCoro::Task<Result<Answer>> MernChatApi::list(Call call)
{
    const auto chats = co_await m_services.conversations.listDetails(call.caller.user);
    if (!chats)
        co_return chats.error();
    const auto shape = [&call](const ConversationDetails &details) {
        return chatObject(details, call.caller.user, call.origin);
    };
    co_return Answer{QJsonValue(toArray(*chats, shape))};
}

QCoro::Task<Result<Answer>> MernChatApi::open(Call call)
{
    const QLatin1String direct = nameIn(call.params, DirectNames);
    if (direct.isEmpty()) {
        auto group = co_await openGroup(call);
        co_return group;
    }
    const auto other = userParam(call.params, direct);
    if (!other)
        co_return other.error();
    auto chat = co_await openDirect(call, *other);
    co_return chat;
}

QCoro::Task<Result<Answer>> MernChatApi::openDirect(Call call, UserId other)
{
    const UserId user = call.caller.user;
    const auto opened = co_await m_services.conversations.ensureDirect(user, other);
    if (!opened)
        co_return opened.error();
    const auto details = co_await m_services.conversations.details(user, opened->conversation.id);
    if (!details)
        co_return details.error();
    co_return Answer{chatObject(*details, user, call.origin),
                     opened->isNew ? Answer::Outcome::Created : Answer::Outcome::Done};
}

QCoro::Task<Result<Answer>> MernChatApi::openGroup(Call call)
{
    const QLatin1String title = nameIn(call.params, TitleNames);
    const QLatin1String list = nameIn(call.params, MemberNames);
    if (title.isEmpty() || list.isEmpty())
        co_return fieldsMissing();
    const auto others = usersParam(call.params, list);
    if (!others)
        co_return others.error();
    const GroupChange details{textParam(call.params, title), std::nullopt};
    const auto created = co_await m_services.groups.create(call.caller.user, details, *others);
    if (!created)
        co_return created.error();
    const ConversationDetails group{{created->group, {}, 0, {}}, created->members};
    co_return Answer{chatObject(group, call.caller.user, call.origin), Answer::Outcome::Created};
}

} // namespace linnet::mern
