// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/views.h"
#include "server/api/endpoint.h"
#include "server/services/chat/draft.h"

#include <QJsonArray>

namespace linnet {
class ConversationService;
class MediaService;
class MessageService;
} // namespace linnet

namespace linnet::whispr {

//! \brief The list of chats, their messages, and sending some.
class WhisprChatApi
{
public:
    WhisprChatApi(ConversationService &conversations, MessageService &messages,
                  MediaService &media);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> history(Call call);
    QCoro::Task<Result<Answer>> send(Call call);
    QCoro::Task<Result<Answer>> listFiles(Call call);

    QCoro::Task<Result<Draft>> draftOf(Call call);

    ConversationService &m_conversations;
    MessageService &m_messages;
    MediaService &m_media;
};

} // namespace linnet::whispr
