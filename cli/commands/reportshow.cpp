// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/reportshow.h"

#include "cli/commands/invocation.h"
#include "cli/commands/reporttable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration ReportShow::declaration()
{
    return {.name = u"report show"_s,
            .summary = u"Show a report, with what was reported as it was then."_s,
            .examples = {u"linnetctl report show 382514099738640385"_s,
                         u"linnetctl report show 382514099738640385 -o json"_s},
            .arguments = {reportArgument(m_report)}};
}

Result<> ReportShow::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto report = (*connection)->api().get(adminPath({u"reports"_s, m_report}));
    if (!report)
        return report.error();
    return invocation.show(reportTable(), *report);
}

} // namespace linnet::cli
