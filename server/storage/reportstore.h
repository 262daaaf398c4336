// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/report.h"

#include <optional>
#include <vector>

namespace linnet {

//! \brief Which page of all reports that there are.
struct ReportListQuery
{
    Filter filter = {};
    UserId viewer = {}; //!< What is about them is left out.
    ReportOrder order = ReportOrder::Newest;
    std::optional<ReportId> after = {}; //!< None: from the start.
    int limit = 50;
};

//! \brief What people reported. Nobody sees what is about themselves.
class ReportStore
{
public:
    virtual ~ReportStore() = default;

    virtual Result<> add(const Report &report) = 0;

    //! \return what \p reporter said of the same before, unless that is settled.
    virtual Result<std::optional<Report>> findUnsettled(UserId reporter, Report::Kind kind,
                                                        qint64 subject) = 0;
    virtual Result<int> countUnsettled(UserId reporter) = 0;
    //! \return what \p reporter reported from after \p after on, by rising id.
    virtual Result<std::vector<Report>> listOwn(UserId reporter, ReportId after, int limit) = 0;

    //! \return NotFound also for what is about \p viewer.
    virtual Result<ReportView> find(ReportId id, UserId viewer) = 0;
    //! \return a page without Report::text and Report::evidence.
    virtual Result<std::vector<ReportView>> list(const ReportListQuery &query) = 0;
    virtual Result<qint64> count(const Filter &filter, UserId viewer) = 0;

    //! Stores who handles \p report, how far that is, and since when.
    virtual Result<> update(const Report &report) = 0;

    virtual Result<> addNote(ReportId report, const ReportNote &note) = 0;
    //! \return the notes to \p report, the oldest first.
    virtual Result<std::vector<ReportNote>> listNotes(ReportId report) = 0;
};

} // namespace linnet
