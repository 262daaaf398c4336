// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/settingundo.h"

#include "cli/commands/settingchanges.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration SettingUndo::declaration()
{
    return {.name = u"setting undo"_s,
            .summary = u"Put back what one change of settings changed."_s,
            .examples = {u"linnetctl setting undo 17"_s, u"linnetctl setting undo 17 --dry-run"_s},
            .arguments = {{u"CHANGE"_s,
                           u"Its id, as \"setting history\" lists it."_s,
                           &m_change,
                           Argument::Need::Required,
                           {},
                           Referent::SettingChange}},
            .hasDryRun = true};
}

Result<> SettingUndo::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto outcome = (*connection)
                             ->api()
                             .post(adminPath({u"settings"_s, u"history"_s, m_change, u"undo"_s}),
                                   {{"dryRun"_L1, invocation.options().isDryRun}});
    if (!outcome)
        return outcome.error();
    return showSettingChanges(invocation, *outcome);
}

} // namespace linnet::cli
