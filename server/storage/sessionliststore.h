// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/sessionview.h"

#include <limits>
#include <vector>

namespace linnet {

//! \brief Which page of all sessions that there are, the newest first.
struct SessionListQuery
{
    Filter filter = {};
    Timestamp now{}; //!< Decides which have expired.
    SessionId before{std::numeric_limits<qint64>::max()};
    int limit = 50;
};

//! \brief Everybody's sessions, for those who run the server.
class SessionListStore
{
public:
    virtual ~SessionListStore() = default;

    virtual Result<std::vector<SessionView>> list(const SessionListQuery &query) = 0;
    //! \return how many sessions there are before the query's place, whatever its limit.
    virtual Result<qint64> count(const SessionListQuery &query) = 0;
};

} // namespace linnet
