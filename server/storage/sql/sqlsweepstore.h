// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/sweepstore.h"

namespace linnet {

class SqlConnection;

class SqlSweepStore : public SweepStore
{
public:
    explicit SqlSweepStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<Sweep> find(qint64 number) override;
    Result<qint64> add(const Sweep &sweep) override;
    Result<> update(const Sweep &sweep) override;
    Result<std::vector<Sweep>> list(int limit, qint64 before) override;
    Result<std::optional<Timestamp>> lastForReal() override;

    Result<std::vector<Media>> listFiles(const MediaPlace &after, int limit) override;
    Result<bool> isUnused(MediaId id, Timestamp uploadedBefore) override;
    Result<std::vector<Media>> listRemovable(const MediaPlace &after, Timestamp uploadedBefore,
                                             int limit) override;
    Result<bool> isRemovable(MediaId id) override;
    Result<qint64> usedBytes(Timestamp uploadedBefore) override;
    Result<bool> wouldFree(const Media &file, Timestamp uploadedBefore) override;
    Result<> markRemoved(MediaId id, const MediaRemoval &removal) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
