// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/grouprename.h"

#include "cli/commands/grouptable.h"
#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration GroupRename::declaration()
{
    return {.name = u"group rename"_s,
            .summary = u"Give a group another title."_s,
            .examples = {u"linnetctl group rename 382514099738640385 'Cooking together'"_s},
            .arguments = {groupArgument(m_group),
                          {u"TITLE"_s, u"What it is to be called."_s, &m_title}},
            .hasDryRun = true};
}

Result<> GroupRename::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QJsonObject asked = invocation.withDryRun({{"title"_L1, m_title}});
    const auto renamed = (*connection)->api().patch(adminPath({u"groups"_s, m_group}), asked);
    if (!renamed)
        return renamed.error();
    return invocation.show(groupTable(), *renamed);
}

} // namespace linnet::cli
