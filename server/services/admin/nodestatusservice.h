// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/opensockets.h"
#include "server/services/admin/admincontext.h"
#include "server/storage/censusstore.h"

#include <QCoroTask>

#include <QString>

#include <functional>

namespace linnet {

class SocketCensus;

//! \brief What a node has to do with at one moment.
struct NodeStatus
{
    QString version;
    int node = 0;
    Timestamp startedAt{};
    Timestamp at{};
    Census stored;
    OpenSockets sockets;
    int connections = 0; //!< Of all kinds, those of sockets among them.
    qint64 waitingJobs = 0; //!< Those that are being done are still among them.
    qint64 deadJobs = 0; //!< Given up.
};

//! \brief Says how a node is.
class NodeStatusService
{
public:
    //! \p sockets outlive the service.
    NodeStatusService(AdminContext context, QString version, const SocketCensus &sockets);

    //! \p count is asked for the number of open connections, from any thread. To be called before
    //! anything is served; until then there are none.
    void setConnections(std::function<int()> count) { m_connections = std::move(count); }

    QCoro::Task<Result<NodeStatus>> look() const;

private:
    const AdminContext m_context;
    const QString m_version;
    const SocketCensus &m_sockets;
    const Timestamp m_startedAt;
    std::function<int()> m_connections = [] { return 0; };
};

} // namespace linnet
