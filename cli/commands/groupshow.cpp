// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/groupshow.h"

#include "cli/commands/grouptable.h"
#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration GroupShow::declaration()
{
    return {.name = u"group show"_s,
            .summary = u"Show a group."_s,
            .examples = {u"linnetctl group show 382514099738640385"_s},
            .arguments = {groupArgument(m_group)}};
}

Result<> GroupShow::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto group = (*connection)->api().get(adminPath({u"groups"_s, m_group}));
    if (!group)
        return group.error();
    return invocation.show(groupTable(), *group);
}

} // namespace linnet::cli
