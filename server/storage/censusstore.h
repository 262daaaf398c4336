// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/result.h"

namespace linnet {

//! \brief How much there is of what is stored.
struct Census
{
    int schema = 0; //!< Version of the database's schema.
    qint64 databaseBytes = 0; //!< Without the log beside it.
    qint64 accounts = 0;
    qint64 activeSessions = 0;
    qint64 mediaFiles = 0; //!< Different ones; thumbnails are not counted.
    qint64 mediaBytes = 0;
};

//! \brief Counts what is stored, for those who run the server.
class CensusStore
{
public:
    virtual ~CensusStore() = default;

    //! \param now decides which sessions have expired.
    virtual Result<Census> take(Timestamp now) = 0;
};

} // namespace linnet
