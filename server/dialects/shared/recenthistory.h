// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/chat/messageservice.h"

namespace linnet {

//! \brief Which messages a client gets that knows no pages.
struct RecentHistoryQuery
{
    static constexpr int Most = 2'000;

    UserId viewer;
    ConversationId conversation;
    int limit = Most; //!< More than Most means Most.
};

//! \p messages outlives the task. \return the newest ones, oldest first; NotFound unless the viewer
//! is or was a member.
QCoro::Task<Result<std::vector<MessageView>>> recentHistory(MessageService *messages,
                                                            RecentHistoryQuery query);

} // namespace linnet
