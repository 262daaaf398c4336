// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/directhistory.h"

#include "server/dialects/shared/mergedshapes.h"
#include "server/dialects/shared/wholehistory.h"
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
    const auto known = co_await services.conversations.find(reader, conversation);
    if (!known)
        co_return known.error();
    const auto members = co_await services.conversations.members(reader, conversation);
    if (!members)
        co_return members.error();
    const auto shape = [ids = idsOf(*members), title = known->title,
                        origin = call.origin](const MessageView &view) {
        return mergedMessage(view, receiverOf(view.message.sender, ids, title), origin);
    };
    const WholeHistoryQuery query{reader, conversation,
                                  call.params["limit"_L1].toInt(WholeHistoryQuery::Most)};
    auto answer = co_await answerList(
        {pagesOf(std::make_shared<WholeHistory>(&services.messages, query), shape)});
    if (!answer)
        co_return answer;
    const auto read = co_await services.receipts.markRead(reader, conversation);
    Q_UNUSED(read) // Who has left reads on and moves no receipt.
    co_return answer;
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
