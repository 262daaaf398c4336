// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/grouptransfer.h"

#include "cli/commands/grouptable.h"
#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration GroupTransfer::declaration()
{
    return {.name = u"group transfer"_s,
            .summary = u"Give a group to another of its members."_s,
            .examples = {u"linnetctl group transfer 382514099738640385 alice"_s},
            .arguments = {groupArgument(m_group), userArgument(m_user)},
            .hasDryRun = true};
}

Result<> GroupTransfer::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto transferred = (*connection)
                                 ->api()
                                 .put(adminPath({u"groups"_s, m_group, u"owner"_s}),
                                      invocation.withDryRun({{"userId"_L1, m_user}}));
    if (!transferred)
        return transferred.error();
    return invocation.show(groupTable(), *transferred);
}

} // namespace linnet::cli
