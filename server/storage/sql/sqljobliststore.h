// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/jobliststore.h"

namespace linnet {

class SqlConnection;

class SqlJobListStore : public JobListStore
{
public:
    explicit SqlJobListStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<JobView> find(JobId id) override;
    Result<std::vector<JobView>> list(const JobListQuery &query) override;
    Result<qint64> count(const Filter &filter) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
