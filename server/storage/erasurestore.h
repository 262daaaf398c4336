// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/erasure.h"
#include "common/domain/message.h"

#include <optional>
#include <vector>

namespace linnet {

//! \brief Whose accounts are to be erased and were, and what erasing one takes out of the database.
class ErasureStore
{
public:
    virtual ~ErasureStore() = default;

    //! \return nothing if nobody asked for it.
    virtual Result<std::optional<Erasure>> find(UserId user) = 0;
    //! \return all of them, also those that have ended.
    virtual Result<std::vector<Erasure>> list() = 0;

    //! Puts \p erasure in the place of what the account had.
    virtual Result<> put(const Erasure &erasure) = 0;
    virtual Result<> remove(UserId user) = 0;

    //! Takes out of the account who it was: what it is known by and signs in with, its profile,
    //! sessions, friends, blocks, notifications and stars. \return how many of what, by its name.
    virtual Result<QJsonObject> eraseIdentity(UserId user, Timestamp at) = 0;

    //! Takes away what reports keep of messages of \p user. \return of how many.
    virtual Result<int> eraseEvidence(UserId user) = 0;

    //! \return messages of \p user that have a content, but for lines of the system.
    virtual Result<std::vector<MessageId>> listMessages(UserId user, int limit) = 0;
    //! \return lines of the system about \p user from after \p after on, by rising id.
    virtual Result<std::vector<Message>> listLines(UserId user, MessageId after, int limit) = 0;
};

} // namespace linnet
