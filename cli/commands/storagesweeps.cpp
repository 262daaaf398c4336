// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/storagesweeps.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"SweepList"_s,
                  {
                      {u"ID"_s, u"id"_s},
                      {u"STATE"_s, u"state"_s},
                      {u"DRY RUN"_s, u"dryRun"_s},
                      {u"REQUESTED"_s, u"requestedAt"_s, As::Time},
                      {u"BY"_s, u"requestedBy"_s},
                      {u"ENDED"_s, u"endedAt"_s, As::Time, Show::Wide},
                      {u"UNUSED"_s, u"findings.unused.files"_s, As::Number},
                      {u"TOO OLD"_s, u"findings.tooOld.files"_s, As::Number},
                      {u"NO ROOM"_s, u"findings.noRoom.files"_s, As::Number},
                      {u"BLOBS"_s, u"findings.unreferenced.files"_s, As::Number},
                      {u"MISSING"_s, u"findings.missing.files"_s, As::Number},
                      {u"PROBLEM"_s, u"problem"_s, As::Text, Show::Wide},
                  }};

} // namespace

StorageSweeps::StorageSweeps()
    : ListCommand({
        .name = u"storage sweeps"_s,
        .summary = u"List sweeps, and what they removed or would have."_s,
        .examples = {u"linnetctl storage sweeps --limit 5"_s,
                     u"linnetctl storage sweeps -o wide"_s},
        .path = {u"storage"_s, u"sweeps"_s},
        .table = Shown,
        .asked = ListDescription::Asked::AsItIs,
    })
{}

} // namespace linnet::cli
