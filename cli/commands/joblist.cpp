// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/joblist.h"

#include "common/domain/joborder.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"JobList"_s,
                  {
                      {u"ID"_s, u"id"_s},
                      {u"KIND"_s, u"kind"_s},
                      {u"STATE"_s, u"state"_s},
                      {u"ATTEMPTS"_s, u"attempts"_s, As::Number},
                      {u"DUE"_s, u"dueAt"_s, As::Time},
                      {u"NODE"_s, u"node"_s, As::Number, Show::Wide},
                      {u"CREATED"_s, u"createdAt"_s, As::Time, Show::Wide},
                      {u"UPDATED"_s, u"updatedAt"_s, As::Time, Show::Wide},
                      {u"LAST ERROR"_s, u"lastError"_s},
                  }};

} // namespace

JobList::JobList()
    : ListCommand({
        .name = u"job list"_s,
        .summary = u"List what the server does in the background; what it is about is not told."_s,
        .examples = {u"linnetctl job list --filter state:dead --sort -updated --limit 20"_s,
                     u"linnetctl job list --filter 'kind:mail state:pending attempts>3'"_s,
                     u"linnetctl job list --filter 'due<-10m' --count"_s},
        .path = {u"jobs"_s},
        .table = Shown,
        .filterFields = jobFields,
        .orders = jobOrderNames(),
    })
{}

} // namespace linnet::cli
