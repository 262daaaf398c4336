// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/groupview.h"

#include <vector>

namespace linnet {

//! \brief Everybody's groups, for those who run the server.
class GroupListStore
{
public:
    virtual ~GroupListStore() = default;

    //! \return NotFound for a direct chat, too.
    virtual Result<GroupView> find(ConversationId group) = 0;
    virtual Result<std::vector<GroupView>> list(const ListQuery &query) = 0;
    virtual Result<qint64> count(const Filter &filter) = 0;
};

} // namespace linnet
