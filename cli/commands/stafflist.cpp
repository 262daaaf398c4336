// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/stafflist.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"StaffList"_s,
                  {
                      {u"USER ID"_s, u"userId"_s},
                      {u"NAME"_s, u"name"_s},
                      {u"ROLE"_s, u"role"_s},
                      {u"MAY"_s, u"capabilities"_s, Column::As::Text, Column::Show::Wide},
                  },
                  u"userId"_s};

} // namespace

StaffList::StaffList()
    : ListCommand({
        .name = u"staff list"_s,
        .summary = u"List who runs the server, and as what."_s,
        .examples = {u"linnetctl staff list"_s, u"linnetctl staff list -o wide"_s},
        .path = {u"staff"_s},
        .table = Shown,
        .asked = ListDescription::Asked::AsItIs,
    })
{}

} // namespace linnet::cli
