// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/jobshow.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;

const Table Shown{u"Job"_s,
                  {
                      {u"ID"_s, u"id"_s},
                      {u"Kind"_s, u"kind"_s},
                      {u"State"_s, u"state"_s},
                      {u"Attempts"_s, u"attempts"_s, As::Number},
                      {u"Due"_s, u"dueAt"_s, As::Time},
                      {u"Node"_s, u"node"_s, As::Number},
                      {u"Last error"_s, u"lastError"_s},
                      {u"Created"_s, u"createdAt"_s, As::Time},
                      {u"Updated"_s, u"updatedAt"_s, As::Time},
                  },
                  u"id"_s,
                  Table::Shape::Card};

} // namespace

Declaration JobShow::declaration()
{
    return {
        .name = u"job show"_s,
        .summary = u"Show a job; what it is about is not told."_s,
        .examples = {u"linnetctl job show 382514099738640385"_s},
        .arguments = {
            {u"JOB"_s, u"The job's id."_s, &m_job, Argument::Need::Required, {}, Referent::Job}}};
}

Result<> JobShow::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto job = (*connection)->api().get(adminPath({u"jobs"_s, m_job}));
    if (!job)
        return job.error();
    return invocation.show(Shown, *job);
}

} // namespace linnet::cli
