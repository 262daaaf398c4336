// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/shared/openchatapi.h"

namespace linnet::whispr {

//! \brief What comes over sockets: which chat is open, and that somebody is typing there.
class WhisprLiveApi
{
public:
    WhisprLiveApi(ConversationService &conversations, TypingService &typing);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> leaveRoom(Call call);

    OpenChatApi m_openChat;
};

} // namespace linnet::whispr
