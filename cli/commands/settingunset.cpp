// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/settingunset.h"

#include "cli/commands/settingchanges.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration SettingUnset::declaration()
{
    return {.name = u"setting unset"_s,
            .summary = u"Put settings back to their defaults, all that are named or none."_s,
            .examples = {u"linnetctl setting unset otp.length"_s,
                         u"linnetctl setting unset otp.length otp.lifetime --dry-run"_s},
            .arguments = {{u"NAME"_s,
                           u"A setting."_s,
                           &m_names,
                           Argument::Need::Required,
                           {},
                           Referent::Setting}},
            .hasDryRun = true};
}

Result<> SettingUnset::run(Invocation &invocation)
{
    QJsonObject values;
    for (const QString &name : m_names)
        values[name] = QJsonValue();
    return changeSettings(invocation, values);
}

} // namespace linnet::cli
