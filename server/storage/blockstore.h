// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/user.h"

#include <vector>

namespace linnet {

//! \brief Which of two people blocks the other.
struct BlocksBetween
{
    bool own = false; //!< The first blocks the second.
    bool others = false;

    bool any() const { return own || others; }
};

class BlockStore
{
public:
    virtual ~BlockStore() = default;

    //! \return false if it was there already, which is not an error.
    virtual Result<bool> add(UserId blocker, UserId blocked, Timestamp at) = 0;
    //! \return false if there was none, which is not an error.
    virtual Result<bool> remove(UserId blocker, UserId blocked) = 0;

    virtual Result<BlocksBetween> findBetween(UserId one, UserId other) = 0;

    //! \return whom \p blocker blocks, by rising id.
    virtual Result<std::vector<User>> list(UserId blocker) = 0;
    virtual Result<int> count(UserId blocker) = 0;

    //! \return whom \p user blocks and who blocks them, in no particular order.
    virtual Result<std::vector<UserId>> listEither(UserId user) = 0;
};

} // namespace linnet
