// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backuplist.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"BackupList"_s,
                  {
                      {u"NAME"_s, u"name"_s},
                      {u"STATE"_s, u"state"_s},
                      {u"SIZE"_s, u"size"_s, As::Number},
                      {u"CREATED"_s, u"createdAt"_s, As::Time},
                      {u"VERIFICATION"_s, u"verification.state"_s},
                      {u"VERIFIED"_s, u"verification.at"_s, As::Time},
                      {u"PROBLEM"_s, u"problem"_s, As::Text, Show::Wide},
                      {u"VERIFICATION PROBLEM"_s, u"verification.problem"_s, As::Text, Show::Wide},
                  },
                  u"name"_s};

} // namespace

BackupList::BackupList()
    : ListCommand({
        .name = u"backup list"_s,
        .summary = u"List backups, and which of them have been proven to restore."_s,
        .examples = {u"linnetctl backup list"_s, u"linnetctl backup list --limit 1 -o name"_s},
        .path = {u"backups"_s},
        .table = Shown,
        .asked = ListDescription::Asked::AsItIs,
    })
{}

} // namespace linnet::cli
