// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/auditstore.h"

namespace linnet {

class SqlConnection;

class SqlAuditStore : public AuditStore
{
public:
    explicit SqlAuditStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<AuditEntry> append(AuditEntry entry) override;
    Result<std::vector<AuditEntry>> list(int limit, qint64 before) override;
    Result<std::vector<AuditEntry>> listOf(const QString &action, int limit,
                                           qint64 before) override;
    Result<std::vector<AuditEntry>> listAfter(qint64 number, int limit) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
