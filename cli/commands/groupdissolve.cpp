// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/groupdissolve.h"

#include "cli/commands/grouptable.h"
#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration GroupDissolve::declaration()
{
    return {.name = u"group dissolve"_s,
            .summary = u"Take everybody out of a group; what was said stays readable for them."_s,
            .examples = {u"linnetctl group dissolve 382514099738640385"_s,
                         u"linnetctl group dissolve 382514099738640385 --confirm='Cooking'"_s,
                         u"linnetctl group dissolve 382514099738640385 --dry-run"_s},
            .arguments = {groupArgument(m_group)},
            .hasDryRun = true,
            .isFinal = true};
}

Result<> GroupDissolve::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    ApiClient &api = (*connection)->api();
    if (!invocation.options().isDryRun) {
        const auto group = api.get(adminPath({u"groups"_s, m_group}));
        if (!group)
            return group.error();
        const QString title = (*group)["title"_L1].toString();
        auto confirmed = invocation.confirmFinal(
            u"This takes all %1 members out of \"%2\". It cannot be undone."_s
                .arg((*group)["members"_L1].toInt())
                .arg(title),
            title);
        if (!confirmed)
            return confirmed;
    }
    const auto dissolved =
        api.post(adminPath({u"groups"_s, m_group, u"dissolution"_s}), invocation.withDryRun({}));
    if (!dissolved)
        return dissolved.error();
    return invocation.show(groupTable(), *dissolved);
}

} // namespace linnet::cli
