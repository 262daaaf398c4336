// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/audit.h"
#include "common/domain/report.h"
#include "server/services/admin/admincontext.h"
#include "server/services/admin/rehearsal.h"

#include <QCoroTask>

#include <functional>
#include <optional>
#include <vector>

namespace linnet {

class StaffDirectory;

//! \brief Which page of what people reported.
struct ReportPageQuery
{
    Filter filter = {};
    ReportOrder order = ReportOrder::Newest;
    std::optional<ReportId> after = {}; //!< None: from the start.
    int limit = 50; //!< More than 200 means 200.
};

//! \brief A page of reports, without what they say.
struct ReportPage
{
    std::vector<ReportView> reports;
    std::optional<ReportId> next; //!< Set if there are more: to be passed as "after".
};

//! \brief How a report is settled.
struct ReportVerdict
{
    Report::State state = Report::State::Resolved; //!< Or Report::State::Dismissed.
    QString note = {}; //!< Empty: none.
};

//! \brief What people reported, and handling it.
//!
//! A report about oneself is not found, in whichever role. The audit log has what became of a
//! report and not what it says: what it says can be erased.
class AdminReportService
{
public:
    static constexpr int MostNoteCodePoints = 2'000;

    //! \p staff outlives the service.
    AdminReportService(AdminContext context, const StaffDirectory &staff);

    //! \return what \p expression asks for; see reportFields(). An error as of parseFilter().
    Result<Filter> parse(const QString &expression) const;

    QCoro::Task<Result<ReportPage>> list(Actor actor, ReportPageQuery query);
    QCoro::Task<Result<qint64>> count(Actor actor, Filter filter);

    //! \return without what the report and its notes say, unless \p actor may handle reports.
    QCoro::Task<Result<ReportDetails>> find(Actor actor, ReportId report);

    // What follows is NotFound for a report about the actor, and writes nothing down that stays
    // as it is.

    //! Has \p handler look at the report; null: the actor. \return Conflict ("report_settled") for
    //! what is settled, and ("no_handler") unless \p handler may handle it.
    QCoro::Task<Result<ReportDetails>> assign(Actor actor, ReportId report, UserId handler,
                                              Run run);
    //! \return Conflict ("report_settled") if it is settled otherwise.
    QCoro::Task<Result<ReportDetails>> settle(Actor actor, ReportId report, ReportVerdict verdict,
                                              Run run);
    //! Opens again what is settled. \return Conflict ("reported_again") if who reported it did so
    //! again since.
    QCoro::Task<Result<ReportDetails>> reopen(Actor actor, ReportId report, QString note, Run run);
    //! Writes \p text beside the report. \return InvalidInput if it is blank.
    QCoro::Task<Result<ReportDetails>> note(Actor actor, ReportId report, QString text, Run run);

private:
    struct Deed;
    using Change = std::function<Result<>(Stores &, Report &)>;

    QCoro::Task<Result<ReportDetails>> act(Actor actor, ReportId report, Deed deed, Run run);
    Result<ReportDetails> store(Stores &stores, const Actor &actor, ReportId id,
                                const Deed &deed) const;
    bool mayHandle(const Actor &actor) const;

    const AdminContext m_context;
    const StaffDirectory &m_staff;
};

} // namespace linnet
