// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/mergestore.h"

namespace linnet {

class SqlConnection;

class SqlMergeStore : public MergeStore
{
public:
    explicit SqlMergeStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<std::optional<Merger>> find(UserId user) override;
    Result<std::vector<Merger>> list() override;
    Result<std::vector<UserId>> listSources(UserId user) override;
    Result<bool> isUnderWayInto(UserId user) override;
    Result<> put(const Merger &merger) override;
    Result<std::optional<MergeProgress>> findProgress(UserId from) override;
    Result<> putProgress(const MergeProgress &progress) override;
    Result<QJsonObject> tally(UserId user) override;
    Result<QJsonObject> forecast(const Merger &merger) override;
    Result<MergeStep> advance(const Merger &merger, const MergeProgress &progress,
                              const MergeBounds &bounds) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
