// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonedrafts.h"

#include "server/api/params.h"
#include "server/dialects/phone/phonecodec.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

//! Front ends write an empty text for what is not there, too.
bool isGiven(const QJsonObject &params, QLatin1String name)
{
    return !params[name].toString().isEmpty();
}

//! Reads where \p draft goes and what it answers. Ids that cannot be are ids that are not there.
Result<> readIds(const QJsonObject &params, Draft &draft)
{
    if (isGiven(params, "conversationId"_L1)) {
        const auto conversation = conversationParam(params, "conversationId"_L1);
        if (!conversation)
            return conversation.error();
        draft.conversation = *conversation;
    }
    if (isGiven(params, "recipientId"_L1)) {
        const auto recipient = userParam(params, "recipientId"_L1);
        if (!recipient)
            return recipient.error();
        draft.recipient = *recipient;
    }
    if (isGiven(params, "replyTo"_L1)) {
        const auto message = messageParam(params, "replyTo"_L1);
        if (!message)
            return message.error();
        draft.replyTo = *message;
    }
    const auto mentions = usersParam(params, "mentions"_L1);
    if (!mentions)
        return mentions.error();
    draft.mentions = *mentions;
    return {};
}

} // namespace

Schema draftSchema()
{
    constexpr auto Text = Field::Type::String;
    constexpr auto Optional = Field::Need::Optional;
    return {
        {"conversationId"_L1, Text, Optional},
        {"recipientId"_L1, Text, Optional},
        {"contentType"_L1, Text, Optional},
        {"textContent"_L1, Text, Optional},
        {"mediaUrl"_L1, Text, Optional},
        {"mediaThumbnail"_L1, Text, Optional},
        {"mediaSize"_L1, Field::Type::Integer, Optional, 0, MostInteger},
        {"replyTo"_L1, Text, Optional},
        {"clientMessageId"_L1, Text, Optional},
        {"mentions"_L1, Field::Type::StringArray, Optional, 0, MostMentions},
    };
}

Result<Draft> draftParam(const Call &call)
{
    const QJsonObject &params = call.params;
    const QString type = params["contentType"_L1].toString();
    const auto kind = parseContentType(type.isEmpty() ? u"text"_s : type);
    if (!kind)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"contentType must be one of text, image, video, audio, document"_s};

    Draft draft;
    draft.sender = call.caller.user;
    draft.session = call.caller.session;
    draft.clientId = params["clientMessageId"_L1].toString();
    draft.kind = *kind;
    draft.body = params["textContent"_L1].toString();
    draft.mediaUrl = params["mediaUrl"_L1].toString();
    draft.mediaThumbnail = params["mediaThumbnail"_L1].toString();
    draft.mediaSize = params["mediaSize"_L1].toInteger();
    if (const auto ids = readIds(params, draft); !ids)
        return ids.error();
    return draft;
}

} // namespace linnet::phone
