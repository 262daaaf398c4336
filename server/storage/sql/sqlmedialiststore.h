// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/medialiststore.h"

namespace linnet {

class SqlConnection;

class SqlMediaListStore : public MediaListStore
{
public:
    explicit SqlMediaListStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<std::vector<MediaView>> list(const ListQuery &query) override;
    Result<qint64> count(const Filter &filter) override;
    Result<MediaTotals> totals() override;
    Result<MediaUsage> usage(UsageBy by, Timestamp now, int limit) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
