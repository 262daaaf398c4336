// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/adminreportservice.h"

#include "common/core/clock.h"
#include "server/services/admin/auditservice.h"
#include "server/services/chat/chatrules.h"
#include "server/services/staffdirectory.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostListed = 200;

Error settled()
{
    return {Error::Kind::Conflict, "report_settled"_L1,
            u"This report is settled: open it again first."_s};
}

Error reportedAgain()
{
    return {Error::Kind::Conflict, "reported_again"_L1,
            u"Who reported this did so again since: handle that report."_s};
}

Error noHandler()
{
    return {Error::Kind::Conflict, "no_handler"_L1, u"They may not handle this report."_s};
}

Result<> checkNote(const QString &note)
{
    return rules::checkText(note, AdminReportService::MostNoteCodePoints, "note"_L1);
}

//! \return "no_handler" unless \p user may handle \p report.
Result<> requireHandler(Stores &stores, UserId user, const Report &report)
{
    const auto role = stores.staff.roleOf(user);
    if (!role)
        return role.error();
    const bool may = capabilitiesOf(*role).testFlag(Capability::ReportsHandle);
    return may && user != report.about ? Result<>() : Result<>(noHandler());
}

Result<ReportDetails> detailsOf(Stores &stores, ReportView view)
{
    auto notes = stores.reports.listNotes(view.report.id);
    if (!notes)
        return notes.error();
    return ReportDetails{std::move(view), std::move(*notes)};
}

QJsonObject noteOf(const Report &report)
{
    return {{u"state"_s, nameOf(report.state)}, {u"assignee"_s, report.assignee}};
}

} // namespace

//! \brief One action on a report.
struct AdminReportService::Deed
{
    QString name; //!< As the audit log has it.
    Change change = [](Stores &, Report &) { return Result<>(); };
    QString note = {}; //!< What is written beside the report; empty: nothing.
};

AdminReportService::AdminReportService(AdminContext context, const StaffDirectory &staff)
    : m_context(context)
    , m_staff(staff)
{}

Result<Filter> AdminReportService::parse(const QString &expression) const
{
    return parseFilter(expression, reportFields(), m_context.clock.now());
}

QCoro::Task<Result<ReportPage>> AdminReportService::list(Actor actor, ReportPageQuery query)
{
    const ReportListQuery wanted{.filter = std::move(query.filter),
                                 .viewer = actor.user,
                                 .order = query.order,
                                 .after = query.after,
                                 .limit = std::clamp(query.limit, 1, MostListed) + 1};
    auto reports = co_await m_context.database.read(
        [wanted](Stores &stores) { return stores.reports.list(wanted); });
    if (!reports)
        co_return reports.error();
    ReportPage page{std::move(*reports), std::nullopt};
    if (page.reports.size() == size_t(wanted.limit)) {
        page.reports.pop_back();
        page.next = page.reports.back().report.id;
    }
    co_return page;
}

QCoro::Task<Result<qint64>> AdminReportService::count(Actor actor, Filter filter)
{
    const auto counted = co_await m_context.database.read(
        [viewer = actor.user, filter = std::move(filter)](Stores &stores) {
            return stores.reports.count(filter, viewer);
        });
    co_return counted;
}

QCoro::Task<Result<ReportDetails>> AdminReportService::find(Actor actor, ReportId report)
{
    auto details = co_await m_context.database.read(
        [viewer = actor.user, report](Stores &stores) -> Result<ReportDetails> {
            auto view = stores.reports.find(report, viewer);
            if (!view)
                return view.error();
            return detailsOf(stores, std::move(*view));
        });
    if (details && !mayHandle(actor)) {
        details->view.report.text.clear();
        details->view.report.evidence = {};
        for (ReportNote &note : details->notes)
            note.text.clear();
    }
    co_return details;
}

QCoro::Task<Result<ReportDetails>> AdminReportService::assign(Actor actor, ReportId report,
                                                              UserId handler, Run run)
{
    const QString name = handler.isNull() ? actor.name : Actor::account(handler, {}, {}).name;
    const Change change = [handler, name](Stores &stores, Report &changed) -> Result<> {
        if (isSettled(changed.state))
            return settled();
        if (!handler.isNull()) {
            if (auto may = requireHandler(stores, handler, changed); !may)
                return may;
        }
        changed.state = Report::State::InProgress;
        changed.assignee = name;
        return {};
    };
    auto assigned = co_await act(std::move(actor), report, {u"report.assign"_s, change}, run);
    co_return assigned;
}

QCoro::Task<Result<ReportDetails>> AdminReportService::settle(Actor actor, ReportId report,
                                                              ReportVerdict verdict, Run run)
{
    if (const auto valid = checkNote(verdict.note); !valid)
        co_return valid.error();
    const bool isDismissed = verdict.state == Report::State::Dismissed;
    const Change change = [state = verdict.state](Stores &, Report &changed) -> Result<> {
        if (isSettled(changed.state) && changed.state != state)
            return settled();
        changed.state = state;
        return {};
    };
    const QString name = isDismissed ? u"report.dismiss"_s : u"report.resolve"_s;
    auto done = co_await act(std::move(actor), report, {name, change, verdict.note.trimmed()}, run);
    co_return done;
}

QCoro::Task<Result<ReportDetails>> AdminReportService::reopen(Actor actor, ReportId report,
                                                              QString note, Run run)
{
    if (const auto valid = checkNote(note); !valid)
        co_return valid.error();
    const Change change = [](Stores &stores, Report &changed) -> Result<> {
        if (!isSettled(changed.state))
            return {};
        const auto again =
            stores.reports.findUnsettled(changed.reporter, changed.kind, changed.subject);
        if (!again)
            return again.error();
        if (*again)
            return reportedAgain();
        changed.state = Report::State::Open;
        changed.assignee.clear();
        return {};
    };
    auto opened =
        co_await act(std::move(actor), report, {u"report.reopen"_s, change, note.trimmed()}, run);
    co_return opened;
}

QCoro::Task<Result<ReportDetails>> AdminReportService::note(Actor actor, ReportId report,
                                                            QString text, Run run)
{
    if (const auto valid = checkNote(text); !valid)
        co_return valid.error();
    if (text.trimmed().isEmpty())
        co_return Error{Error::Kind::InvalidInput, "invalid_input"_L1, u"note must not be blank"_s};
    Deed deed{.name = u"report.note"_s};
    deed.note = text.trimmed();
    auto noted = co_await act(std::move(actor), report, std::move(deed), run);
    co_return noted;
}

QCoro::Task<Result<ReportDetails>> AdminReportService::act(Actor actor, ReportId report, Deed deed,
                                                           Run run)
{
    auto outcome = co_await perform(
        m_context, run,
        [this, actor, report, deed](Stores &stores) { return store(stores, actor, report, deed); },
        [](const Result<ReportDetails> &) {});
    co_return outcome;
}

Result<ReportDetails> AdminReportService::store(Stores &stores, const Actor &actor, ReportId id,
                                                const Deed &deed) const
{
    auto view = stores.reports.find(id, actor.user);
    if (!view)
        return view.error();
    Report &report = view->report;
    const Report before = report;
    if (const auto changed = deed.change(stores, report); !changed)
        return changed.error();
    if (report == before && deed.note.isEmpty())
        return detailsOf(stores, std::move(*view));
    report.updatedAt = m_context.clock.now();
    if (const auto updated = stores.reports.update(report); !updated)
        return updated.error();
    QJsonObject after = noteOf(report);
    if (!deed.note.isEmpty()) {
        after[u"noted"_s] = true;
        const ReportNote note{report.updatedAt, actor.name, deed.note};
        if (const auto added = stores.reports.addNote(id, note); !added)
            return added.error();
    }
    const auto recorded = AuditService::record(stores, actor,
                                               {.action = deed.name,
                                                .target = u"report:"_s + id.toString(),
                                                .before = noteOf(before),
                                                .after = after},
                                               report.updatedAt);
    if (!recorded)
        return recorded.error();
    return detailsOf(stores, std::move(*view));
}

bool AdminReportService::mayHandle(const Actor &actor) const
{
    const StaffRole role = m_staff.roleOf(actor.user);
    return actor.user.isNull() || capabilitiesOf(role).testFlag(Capability::ReportsHandle);
}

} // namespace linnet
