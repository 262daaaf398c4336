// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/reportstore.h"

namespace linnet {

class SqlConnection;

class SqlReportStore : public ReportStore
{
public:
    explicit SqlReportStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<> add(const Report &report) override;
    Result<std::optional<Report>> findUnsettled(UserId reporter, Report::Kind kind,
                                                qint64 subject) override;
    Result<int> countUnsettled(UserId reporter) override;
    Result<std::vector<Report>> listOwn(UserId reporter, ReportId after, int limit) override;
    Result<ReportView> find(ReportId id, UserId viewer) override;
    Result<std::vector<ReportView>> list(const ReportListQuery &query) override;
    Result<qint64> count(const Filter &filter, UserId viewer) override;
    Result<> update(const Report &report) override;
    Result<> addNote(ReportId report, const ReportNote &note) override;
    Result<std::vector<ReportNote>> listNotes(ReportId report) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
