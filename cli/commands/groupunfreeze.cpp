// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/groupunfreeze.h"

#include "cli/commands/grouptable.h"
#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration GroupUnfreeze::declaration()
{
    return {.name = u"group unfreeze"_s,
            .summary = u"Let people write in a frozen group again."_s,
            .examples = {u"linnetctl group unfreeze 382514099738640385"_s},
            .arguments = {groupArgument(m_group)},
            .hasDryRun = true};
}

Result<> GroupUnfreeze::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto thawed =
        (*connection)
            ->api()
            .remove(adminPath({u"groups"_s, m_group, u"freeze"_s}), invocation.dryRunQuery());
    if (!thawed)
        return thawed.error();
    return invocation.show(groupTable(), *thawed);
}

} // namespace linnet::cli
