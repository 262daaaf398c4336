// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/usersetrole.h"

#include "cli/commands/invocation.h"
#include "cli/commands/roletable.h"
#include "cli/commands/usertable.h"
#include "common/domain/staff.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration UserSetRole::declaration()
{
    return {.name = u"user set-role"_s,
            .summary = u"Give somebody a role in running the server, or take it away."_s,
            .examples = {u"linnetctl user set-role alice moderator"_s,
                         u"linnetctl user set-role +911111111111 none --dry-run"_s},
            .arguments = {userArgument(m_user),
                          {u"ROLE"_s, u"What they are to be."_s, &m_role, Argument::Need::Required,
                           staffRoleNames()}},
            .hasDryRun = true};
}

Result<> UserSetRole::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    if (!invocation.options().isDryRun) {
        auto confirmed =
            invocation.confirm(u"This makes the role of %1 \"%2\". Go on?"_s.arg(m_user, m_role));
        if (!confirmed)
            return confirmed;
    }
    const auto set = (*connection)
                         ->api()
                         .put(adminPath({u"users"_s, m_user, u"role"_s}),
                              invocation.withDryRun({{"role"_L1, m_role}}));
    if (!set)
        return set.error();
    return invocation.show(roleTable(), *set);
}

} // namespace linnet::cli
