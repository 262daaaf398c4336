// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/storage/messagestore.h"

#include <optional>
#include <vector>

namespace linnet {

//! \brief Messages of the past, which were written elsewhere.
class HistoryStore
{
public:
    virtual ~HistoryStore() = default;

    //! \return what \p sender stored under \p clientId in \p conversation; nothing if that is none.
    virtual Result<std::optional<Message>> find(ConversationId conversation, UserId sender,
                                                const QString &clientId) = 0;

    //! Stores \p past after what \p conversation has, at the times that they name: of the same
    //! conversation, in order, each under a client id. What its sender stored under it before stays
    //! as it is. All who are members now have got and read it, and what was there before.
    //! \return what is stored of each; NotFound if there is no such conversation; Conflict
    //! ("history_older") unless each that is new is later than the one before it.
    virtual Result<std::vector<AppendedMessage>> append(ConversationId conversation,
                                                        const std::vector<Message> &past) = 0;
};

} // namespace linnet
