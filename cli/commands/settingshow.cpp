// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/settingshow.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"Setting"_s,
                  {{u"Name"_s, u"name"_s},
                   {u"What it is"_s, u"description"_s},
                   {u"Value"_s, u"text"_s},
                   {u"About"_s, u"otherText"_s},
                   {u"From"_s, u"source"_s},
                   {u"Locked"_s, u"isLocked"_s},
                   {u"Set by"_s, u"setBy"_s},
                   {u"Default"_s, u"defaultText"_s},
                   {u"Kind"_s, u"kind"_s},
                   {u"Range"_s, u"range"_s},
                   {u"Needs a restart"_s, u"needsRestart"_s},
                   {u"With the next start"_s, u"waiting"_s}},
                  u"name"_s,
                  Table::Shape::Card};

} // namespace

Declaration SettingShow::declaration()
{
    return {.name = u"setting show"_s,
            .summary = u"Show what a setting is, may be and comes from."_s,
            .examples = {u"linnetctl setting show otp.length"_s},
            .arguments = {{u"NAME"_s,
                           u"The setting, e.g. otp.length."_s,
                           &m_name,
                           Argument::Need::Required,
                           {},
                           Referent::Setting}}};
}

Result<> SettingShow::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto setting = (*connection)->api().get(adminPath({u"settings"_s, m_name}));
    if (!setting)
        return setting.error();
    return invocation.show(Shown, *setting);
}

} // namespace linnet::cli
