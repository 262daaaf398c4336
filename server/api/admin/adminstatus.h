// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/api/healthcheck.h"
#include "server/services/admin/nodestatusservice.h"

namespace linnet::admin {

//! \brief How the node is that is asked.
class AdminStatusApi
{
public:
    //! \p status outlives the endpoints.
    AdminStatusApi(const NodeStatusService &status, std::vector<HealthCheck> checks);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> show(Call call);

    const NodeStatusService &m_status;
    const std::vector<HealthCheck> m_checks;
};

} // namespace linnet::admin
