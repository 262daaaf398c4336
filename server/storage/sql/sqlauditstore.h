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
    Result<std::vector<AuditEntry>> list(const ListQuery &query) override;
    Result<qint64> count(const Filter &filter) override;
    Result<std::vector<AuditEntry>> listOf(const QString &action, int limit,
                                           qint64 before) override;
    Result<std::vector<AuditEntry>> listAfter(qint64 number, int limit) override;
    Result<std::optional<AuditEntry>> lastFromBefore(Timestamp time) override;
    Result<std::optional<AuditCheckpoint>> checkpoint() override;
    Result<> addCheckpoint(const AuditCheckpoint &checkpoint) override;
    Result<int> removeCut(int limit) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
