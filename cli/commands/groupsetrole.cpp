// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/groupsetrole.h"

#include "cli/commands/grouptable.h"
#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"
#include "common/domain/groupview.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration GroupSetRole::declaration()
{
    return {.name = u"group set-role"_s,
            .summary = u"Let a member administer their group, or no longer."_s,
            .examples = {u"linnetctl group set-role 382514099738640385 alice admin"_s,
                         u"linnetctl group set-role 382514099738640385 alice member"_s},
            .arguments = {groupArgument(m_group),
                          userArgument(m_user),
                          {u"ROLE"_s, u"What they are to be there."_s, &m_role,
                           Argument::Need::Required, roleNames()}},
            .hasDryRun = true};
}

Result<> GroupSetRole::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString path = adminPath({u"groups"_s, m_group, u"members"_s, m_user, u"role"_s});
    const auto set = (*connection)->api().put(path, invocation.withDryRun({{"role"_L1, m_role}}));
    if (!set)
        return set.error();
    return invocation.show(groupTable(), *set);
}

} // namespace linnet::cli
