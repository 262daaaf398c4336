// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/settinglist.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"SettingList"_s,
                  {
                      {u"NAME"_s, u"name"_s},
                      {u"VALUE"_s, u"text"_s},
                      {u"ABOUT"_s, u"otherText"_s, As::Text, Show::Wide},
                      {u"FROM"_s, u"source"_s},
                      {u"LOCKED"_s, u"isLocked"_s},
                      {u"DEFAULT"_s, u"defaultText"_s, As::Text, Show::Wide},
                      {u"RANGE"_s, u"range"_s, As::Text, Show::Wide},
                      {u"RESTART"_s, u"needsRestart"_s, As::Text, Show::Wide},
                      {u"WHAT IT IS"_s, u"description"_s, As::Text, Show::Wide},
                  },
                  u"name"_s};

} // namespace

SettingList::SettingList()
    : ListCommand({
        .name = u"setting list"_s,
        .summary = u"List every setting, and where its value comes from."_s,
        .examples = {u"linnetctl setting list"_s, u"linnetctl setting list -o wide"_s,
                     u"linnetctl setting list -o json > settings.json"_s},
        .path = {u"settings"_s},
        .table = Shown,
        .asked = ListDescription::Asked::AsItIs,
    })
{}

} // namespace linnet::cli
