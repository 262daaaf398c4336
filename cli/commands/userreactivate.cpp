// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/userreactivate.h"

#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration UserReactivate::declaration()
{
    return {.name = u"user reactivate"_s,
            .summary = u"Let somebody who is suspended use the server again."_s,
            .examples = {u"linnetctl user reactivate +911111111111"_s},
            .arguments = {userArgument(m_user)},
            .hasDryRun = true};
}

Result<> UserReactivate::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto reactivated =
        (*connection)
            ->api()
            .remove(adminPath({u"users"_s, m_user, u"suspension"_s}), invocation.dryRunQuery());
    if (!reactivated)
        return reactivated.error();
    return invocation.show(suspensionTable(), *reactivated);
}

} // namespace linnet::cli
