// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/conversation.h"
#include "common/domain/media.h"
#include "common/domain/message.h"

#include <vector>

namespace linnet {

//! \brief All that there is, whoever may see it: in pages that go on after the last one's key.
class ExportStore
{
public:
    virtual ~ExportStore() = default;

    //! \return groups and direct chats from after \p after on, by rising id.
    virtual Result<std::vector<Conversation>> listConversations(ConversationId after,
                                                                int limit) = 0;
    //! \return members from after \p after on, former ones too, by the rising id of the user.
    virtual Result<std::vector<Member>> listMembers(ConversationId conversation, UserId after,
                                                    int limit) = 0;
    //! \return messages from after the place \p after on, deleted ones too, in their order.
    virtual Result<std::vector<Message>> listMessages(ConversationId conversation, qint64 after,
                                                      int limit) = 0;
    //! \return files from after \p after on, removed ones too, by rising id.
    virtual Result<std::vector<Media>> listFiles(MediaId after, int limit) = 0;
};

} // namespace linnet
