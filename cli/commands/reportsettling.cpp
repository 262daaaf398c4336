// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/reportsettling.h"

#include "cli/commands/invocation.h"
#include "cli/commands/reporttable.h"
#include "cli/commands/usertable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration ReportSettling::declaration()
{
    return {
        .name = m_description.name,
        .summary = m_description.summary,
        .examples = m_description.examples,
        .arguments = {reportArgument(m_report)},
        .options = {{u"--note"_s, u"TEXT"_s,
                     u"What to write beside it; only who handles reports reads it."_s, &m_note}},
        .hasDryRun = true};
}

Result<> ReportSettling::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString path = adminPath({u"reports"_s, m_report, m_description.path});
    const QJsonObject asked = givenFields({{"note"_L1, m_note}});
    const auto report = (*connection)->api().post(path, invocation.withDryRun(asked));
    if (!report)
        return report.error();
    return invocation.show(reportTable(), *report);
}

} // namespace linnet::cli
