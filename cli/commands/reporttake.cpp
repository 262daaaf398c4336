// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/reporttake.h"

#include "cli/commands/invocation.h"
#include "cli/commands/reporttable.h"
#include "cli/commands/usertable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration ReportTake::declaration()
{
    return {.name = u"report take"_s,
            .summary = u"Take a report to handle it, or give it to somebody else."_s,
            .examples = {u"linnetctl report take 382514099738640385"_s,
                         u"linnetctl report take 382514099738640385 --for alice"_s},
            .arguments = {reportArgument(m_report)},
            .options = {{u"--for"_s,
                         u"USER"_s,
                         u"Who is to handle it; default: yourself."_s,
                         &m_handler,
                         {},
                         Referent::User}},
            .hasDryRun = true};
}

Result<> ReportTake::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString path = adminPath({u"reports"_s, m_report, u"assignee"_s});
    const QJsonObject asked = givenFields({{"userId"_L1, m_handler}});
    const auto report = (*connection)->api().put(path, invocation.withDryRun(asked));
    if (!report)
        return report.error();
    return invocation.show(reportTable(), *report);
}

} // namespace linnet::cli
