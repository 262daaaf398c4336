// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/mediausage.h"
#include "common/domain/mediaview.h"

#include <vector>

namespace linnet {

//! \brief Everybody's files, for those who run the server.
class MediaListStore
{
public:
    virtual ~MediaListStore() = default;

    virtual Result<std::vector<MediaView>> list(const ListQuery &query) = 0;
    virtual Result<qint64> count(const Filter &filter) = 0;

    virtual Result<MediaTotals> totals() = 0;
    //! \return the \p limit largest shares of the room that files take. \param now what ages count
    //! from.
    virtual Result<MediaUsage> usage(UsageBy by, Timestamp now, int limit) = 0;
};

} // namespace linnet
