// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/views.h"
#include "server/services/chat/chatcontext.h"

#include <QCoroTask>

#include <optional>
#include <vector>

namespace linnet {

//! \brief Which page of what somebody has starred.
struct StarQuery
{
    ConversationId conversation;
    int limit = 50; //!< More than 100 means 100.
    std::optional<MessageId> before = {}; //!< StarResult::next of the page before.
};

struct StarResult
{
    std::vector<MessageView> messages; //!< Newest first.
    std::optional<MessageId> next; //!< Set if older ones may follow.
};

//! \brief Messages that somebody keeps a star at, for themselves.
class StarService
{
public:
    enum class Star { Set, Removed };

    explicit StarService(ChatContext context);

    //! Again is not an error. \return NotFound unless \p user may see \p message.
    QCoro::Task<Result<>> mark(UserId user, MessageId message, Star star);

    //! \return what of it \p user may still see; NotFound unless they are or were a member.
    QCoro::Task<Result<StarResult>> list(UserId user, StarQuery query);

private:
    const ChatContext m_context;
};

} // namespace linnet
