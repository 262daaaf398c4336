// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/draft.h"

#include "server/services/chat/chatrules.h"

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr int MostClientIdCodePoints = 200;

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

} // namespace

Result<> checkDraft(const Draft &draft)
{
    if (!draft.conversation && !draft.recipient)
        return invalid(u"conversationId or recipientId is required"_s);
    if (!draft.conversation && *draft.recipient == draft.sender)
        return invalid(u"recipientId must be somebody else"_s);
    if (draft.body.trimmed().isEmpty() && draft.mediaUrl.isEmpty())
        return invalid(u"textContent or mediaUrl is required"_s);
    if (draft.mediaSize < 0)
        return invalid(u"mediaSize must not be negative"_s);
    if (draft.mentions.size() > size_t(MostMentions))
        return invalid(u"mentions must name at most %1 people"_s.arg(MostMentions));

    const Result<> checks[] = {
        rules::checkText(draft.body, rules::MostTextCodePoints, "textContent"_L1),
        rules::checkText(draft.clientId, MostClientIdCodePoints, "clientMessageId"_L1),
        rules::checkUrl(draft.mediaUrl, "mediaUrl"_L1),
        rules::checkUrl(draft.mediaThumbnail, "mediaThumbnail"_L1),
    };
    for (const Result<> &check : checks) {
        if (!check)
            return check;
    }
    return {};
}

Message toMessage(const Draft &draft, ConversationId conversation)
{
    Message message;
    message.conversation = conversation;
    message.sender = draft.sender;
    message.clientId = draft.clientId;
    message.kind = draft.kind;
    message.body = draft.body;
    message.mediaUrl = draft.mediaUrl;
    message.mediaThumbnail = draft.mediaThumbnail;
    message.mediaSize = draft.mediaSize;
    message.replyTo = draft.replyTo;
    return message;
}

} // namespace linnet
