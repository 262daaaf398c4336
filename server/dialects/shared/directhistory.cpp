// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/directhistory.h"

#include "server/dialects/shared/jsonarray.h"
#include "server/dialects/shared/mergedshapes.h"
#include "server/dialects/shared/recenthistory.h"
#include "server/services/chat/conversationservice.h"
#include "server/services/chat/messageservice.h"
#include "server/services/chat/receiptservice.h"

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

std::vector<UserId> idsOf(const std::vector<MemberView> &members)
{
    std::vector<UserId> ids;
    for (const MemberView &each : members)
        ids.push_back(each.user.id);
    return ids;
}

} // namespace

QCoro::Task<Result<Answer>> readConversation(HistoryServices services, Call call,
                                             ConversationId conversation)
{
    const UserId reader = call.caller.user;
    const RecentHistoryQuery query{reader, conversation,
                                   call.params["limit"_L1].toInt(RecentHistoryQuery::Most)};
    const auto views = co_await recentHistory(&services.messages, query);
    if (!views)
        co_return views.error();
    const auto known = co_await services.conversations.find(reader, conversation);
    if (!known)
        co_return known.error();
    const auto members = co_await services.conversations.members(reader, conversation);
    if (!members)
        co_return members.error();
    const auto read = co_await services.receipts.markRead(reader, conversation);
    Q_UNUSED(read) // Who has left reads on and moves no receipt.
    const std::vector<UserId> ids = idsOf(*members);
    const auto shape = [&](const MessageView &view) {
        const UserId receiver = receiverOf(view.message.sender, ids, known->title);
        return mergedMessage(view, receiver, call.origin);
    };
    co_return Answer{QJsonValue(toArray(*views, shape))};
}

QCoro::Task<Result<Answer>> readDirect(HistoryServices services, Call call, UserId other)
{
    const auto direct = co_await services.conversations.findDirect(call.caller.user, other);
    if (!direct)
        co_return direct.error();
    if (!*direct)
        co_return Answer{QJsonValue(QJsonArray())};
    auto history = co_await readConversation(services, call, (*direct)->id);
    co_return history;
}

} // namespace linnet
