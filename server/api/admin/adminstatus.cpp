// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminstatus.h"

#include "server/api/admin/adminrows.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

QJsonObject socketsObject(const OpenSockets &sockets)
{
    QJsonObject object{{"total"_L1, sockets.total()}};
    for (const SocketTransport transport : AllSocketTransports)
        object[nameOf(transport)] = sockets.on(transport);
    return object;
}

QJsonObject statusObject(const NodeStatus &status, const HealthReport &health)
{
    const auto uptime = std::chrono::floor<std::chrono::seconds>(status.at - status.startedAt);
    return {
        {"status"_L1, health.missing.isEmpty() ? health.status() : u"not ready"_s},
        {"services"_L1, health.services},
        {"reasons"_L1, QJsonArray::fromStringList(health.reasons)},
        {"version"_L1, status.version},
        {"node"_L1, status.node},
        {"at"_L1, toIso(status.at)},
        {"startedAt"_L1, toIso(status.startedAt)},
        {"uptimeSeconds"_L1, qint64(uptime.count())},
        {"schema"_L1, status.stored.schema},
        {"accounts"_L1, status.stored.accounts},
        {"activeSessions"_L1, status.stored.activeSessions},
        {"sockets"_L1, socketsObject(status.sockets)},
        {"queuedBytes"_L1, status.sockets.queuedBytes()},
        {"connections"_L1, status.connections},
        {"jobs"_L1, QJsonObject{{"waiting"_L1, status.waitingJobs}, {"dead"_L1, status.deadJobs}}},
        {"databaseBytes"_L1, status.stored.databaseBytes},
        {"mediaBytes"_L1, status.stored.mediaBytes},
        {"mediaFiles"_L1, status.stored.mediaFiles},
    };
}

} // namespace

AdminStatusApi::AdminStatusApi(const NodeStatusService &status, std::vector<HealthCheck> checks)
    : m_status(status)
    , m_checks(std::move(checks))
{}

QList<Endpoint> AdminStatusApi::endpoints()
{
    return {
        endpoint({"status.show"_L1, Method::Get, "/api/v1/admin/status"_L1, Capability::ConfigRead},
                 {}, std::bind_front(&AdminStatusApi::show, this))};
}

QCoro::Task<Result<Answer>> AdminStatusApi::show(Call)
{
    const HealthReport health = co_await runChecks(m_checks);
    const auto status = co_await m_status.look();
    if (!status)
        co_return status.error();
    co_return Answer{statusObject(*status, health)};
}

} // namespace linnet::admin
