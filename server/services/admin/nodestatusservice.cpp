// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/nodestatusservice.h"

#include "server/services/socketcensus.h"
#include "server/storage/database.h"

namespace linnet {

namespace {

Result<NodeStatus> countStored(Stores &stores, NodeStatus status)
{
    const auto census = stores.census.take(status.at);
    if (!census)
        return census.error();
    const auto jobs = stores.jobs.census();
    if (!jobs)
        return jobs.error();
    status.stored = *census;
    for (const JobCount &count : *jobs)
        (count.state == Job::State::Dead ? status.deadJobs : status.waitingJobs) += count.count;
    return status;
}

} // namespace

NodeStatusService::NodeStatusService(AdminContext context, QString version,
                                     const SocketCensus &sockets)
    : m_context(context)
    , m_version(std::move(version))
    , m_sockets(sockets)
    , m_startedAt(context.clock.now())
{}

QCoro::Task<Result<NodeStatus>> NodeStatusService::look() const
{
    NodeStatus now;
    now.version = m_version;
    now.node = m_context.node;
    now.startedAt = m_startedAt;
    now.at = m_context.clock.now();
    now.connections = m_connections();
    now.sockets = co_await m_sockets.countAll();
    auto status = co_await m_context.database.read(
        [now](Stores &stores) { return countStored(stores, now); });
    co_return status;
}

} // namespace linnet
