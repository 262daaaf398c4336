// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/joborder.h"
#include "server/storage/jobstore.h"

namespace linnet {

//! \brief A job as those who run the server see it: what it is about is not their business.
struct JobView
{
    Job job; //!< Without its key and payload.
    std::optional<int> node; //!< Where it runs.
};

//! \brief Which page of all jobs that there are.
struct JobListQuery
{
    Filter filter = {};
    JobOrder order = {};
    std::optional<JobPlace> after = {}; //!< Empty: from the beginning.
    int limit = 50;
};

//! \brief All jobs, for those who run the server.
class JobListStore
{
public:
    virtual ~JobListStore() = default;

    virtual Result<JobView> find(JobId id) = 0;
    virtual Result<std::vector<JobView>> list(const JobListQuery &query) = 0;
    virtual Result<qint64> count(const Filter &filter) = 0;
};

} // namespace linnet
