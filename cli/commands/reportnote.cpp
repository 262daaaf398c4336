// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/reportnote.h"

#include "cli/commands/invocation.h"
#include "cli/commands/reporttable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration ReportNote::declaration()
{
    return {.name = u"report note"_s,
            .summary = u"Write something beside a report, for whoever handles it."_s,
            .examples = {u"linnetctl report note 382514099738640385 'Asked the group about it'"_s},
            .arguments = {reportArgument(m_report), {u"TEXT"_s, u"What to write."_s, &m_note}},
            .hasDryRun = true};
}

Result<> ReportNote::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString path = adminPath({u"reports"_s, m_report, u"notes"_s});
    const QJsonObject asked{{"note"_L1, m_note}};
    const auto report = (*connection)->api().post(path, invocation.withDryRun(asked));
    if (!report)
        return report.error();
    return invocation.show(reportTable(), *report);
}

} // namespace linnet::cli
