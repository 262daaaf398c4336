// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/groupfreeze.h"

#include "cli/commands/grouptable.h"
#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration GroupFreeze::declaration()
{
    return {.name = u"group freeze"_s,
            .summary = u"Keep people from writing in a group, which they can read and leave."_s,
            .examples = {u"linnetctl group freeze 382514099738640385"_s,
                         u"linnetctl group freeze 382514099738640385 --dry-run"_s},
            .arguments = {groupArgument(m_group)},
            .hasDryRun = true};
}

Result<> GroupFreeze::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto frozen =
        (*connection)
            ->api()
            .put(adminPath({u"groups"_s, m_group, u"freeze"_s}), invocation.withDryRun({}));
    if (!frozen)
        return frozen.error();
    return invocation.show(groupTable(), *frozen);
}

} // namespace linnet::cli
