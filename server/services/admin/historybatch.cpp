// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/historybatch.h"

#include "common/domain/media.h"
#include "common/domain/mediapath.h"
#include "server/services/chat/chatrules.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostSourceCodePoints = 200;

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

Media named(const QByteArray &name)
{
    Media media;
    media.name = name;
    return media;
}

//! \param field when something was done with \p past that took place at \p at, if it was.
Result<> checkLater(const PastMessage &past, const std::optional<Timestamp> &at, Timestamp now,
                    QLatin1String field)
{
    if (at && (*at < past.at || *at > now))
        return invalid(field + u" must be after createdAt and in the past"_s);
    return {};
}

//! \return what is wrong with how \p past is no ordinary message.
Result<> checkState(const PastMessage &past, Timestamp now)
{
    if (auto edited = checkLater(past, past.editedAt, now, "editedAt"_L1); !edited)
        return edited;
    if (auto deleted = checkLater(past, past.deletedAt, now, "deletedAt"_L1); !deleted)
        return deleted;
    if (past.deletedAt && !(past.body.isEmpty() && past.file.isEmpty()))
        return invalid(u"a message with deletedAt must have no text and no file"_s);
    const bool isSystem = past.kind == MessageKind::System;
    if (isSystem && !past.file.isEmpty())
        return invalid(u"a message of the kind system must have no file"_s);
    if (past.membership && !isSystem)
        return invalid(u"membership is only for messages of the kind system"_s);
    if (past.kind != MessageKind::Text && !isSystem && !past.deletedAt)
        return invalid(u"kind must be text or system: of a file, the file says it"_s);
    return {};
}

Result<> check(const PastMessage &past, ConversationId conversation, Timestamp now)
{
    if (past.clientId.isEmpty())
        return invalid(u"clientMessageId is required"_s);
    if (past.at > now)
        return invalid(u"createdAt must be in the past, and %1 is not"_s.arg(toIso(past.at)));
    if (auto valid = checkState(past, now); !valid)
        return valid;
    Draft draft = draftOf(past, conversation);
    if (past.deletedAt)
        draft.body = u"-"_s; // Only who sends something has to say something.
    return checkDraft(draft);
}

} // namespace

Draft draftOf(const PastMessage &past, ConversationId conversation)
{
    Draft draft;
    draft.sender = past.sender;
    draft.conversation = conversation;
    draft.clientId = past.clientId;
    draft.body = past.body;
    if (!past.file.isEmpty())
        draft.mediaUrl = mediaPath(named(past.file));
    return draft;
}

Result<> check(const HistoryBatch &batch, Timestamp now)
{
    if (batch.messages.empty() || batch.messages.size() > HistoryBatch::MostMessages)
        return invalid(u"messages must be between 1 and %1"_s.arg(HistoryBatch::MostMessages));
    if (auto source = rules::checkName(batch.source, "source"_L1, MostSourceCodePoints); !source)
        return source;
    for (const PastMessage &past : batch.messages) {
        if (auto valid = check(past, batch.conversation, now); !valid)
            return valid;
    }
    return {};
}

} // namespace linnet
