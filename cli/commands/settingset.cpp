// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/settingset.h"

#include "cli/commands/settingchanges.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration SettingSet::declaration()
{
    return {.name = u"setting set"_s,
            .summary = u"Set settings, all that are named or none."_s,
            .examples = {u"linnetctl setting set otp.length=8 otp.lifetime=3m"_s,
                         u"linnetctl setting set limits.outputMost=2000000 --dry-run"_s,
                         u"linnetctl setting set cors.origins=loopback,https://app.example.org"_s},
            .arguments = {{u"NAME=VALUE"_s,
                           u"A setting, and what it is to be."_s,
                           &m_assignments,
                           Argument::Need::Required,
                           {},
                           Referent::Assignment}},
            .hasDryRun = true};
}

Result<> SettingSet::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto values = assignedValues((*connection)->api(), m_assignments);
    if (!values)
        return values.error();
    return changeSettings(invocation, *values);
}

} // namespace linnet::cli
