// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/sessionorder.h"

#include <optional>
#include <vector>

namespace linnet {

//! \brief Which page of all sessions that there are.
struct SessionListQuery
{
    Filter filter = {};
    Timestamp now{}; //!< Decides which have expired.
    SessionOrder order = {};
    std::optional<SessionPlace> after = {}; //!< Empty: from the beginning.
    int limit = 50;
};

//! \brief Everybody's sessions, for those who run the server.
class SessionListStore
{
public:
    virtual ~SessionListStore() = default;

    virtual Result<std::vector<SessionView>> list(const SessionListQuery &query) = 0;
    //! \return how many sessions the query's filter finds, whatever its place and limit.
    virtual Result<qint64> count(const SessionListQuery &query) = 0;
};

} // namespace linnet
