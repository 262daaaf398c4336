// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/settinghistory.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"SettingHistory"_s,
                  {
                      {u"ID"_s, u"id"_s},
                      {u"WHEN"_s, u"at"_s, As::Time},
                      {u"WHO"_s, u"actor"_s},
                      {u"BEFORE"_s, u"before"_s},
                      {u"AFTER"_s, u"after"_s},
                      {u"UNDOES"_s, u"undoes"_s, As::Text, Show::Wide},
                      {u"ADDRESS"_s, u"address"_s, As::Text, Show::Wide},
                  }};

} // namespace

const Table &settingHistoryTable()
{
    return Shown;
}

SettingHistory::SettingHistory()
    : ListCommand({
        .name = u"setting history"_s,
        .summary = u"List who set what, the latest first."_s,
        .examples = {u"linnetctl setting history --limit 10"_s,
                     u"linnetctl setting history -o json"_s},
        .path = {u"settings"_s, u"history"_s},
        .table = Shown,
        .asked = ListDescription::Asked::AsItIs,
    })
{}

} // namespace linnet::cli
