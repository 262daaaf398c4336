// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/reportlist.h"

#include "common/domain/report.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"ReportList"_s,
                  {
                      {u"ID"_s, u"id"_s},
                      {u"KIND"_s, u"kind"_s},
                      {u"ABOUT"_s, u"about.name"_s},
                      {u"ABOUT ID"_s, u"about.id"_s, As::Text, Show::Wide},
                      {u"REASON"_s, u"reason"_s},
                      {u"REPORTER"_s, u"reporter.name"_s},
                      {u"REPORTER ID"_s, u"reporter.id"_s, As::Text, Show::Wide},
                      {u"STATE"_s, u"state"_s},
                      {u"ASSIGNEE"_s, u"assignee"_s},
                      {u"CREATED"_s, u"createdAt"_s, As::Time},
                      {u"UPDATED"_s, u"updatedAt"_s, As::Time, Show::Wide},
                  }};

} // namespace

ReportList::ReportList()
    : ListCommand({
        .name = u"report list"_s,
        .summary = u"List what people reported, without what it says."_s,
        .examples = {u"linnetctl report list --filter 'state:open' --sort oldest"_s,
                     u"linnetctl report list --filter 'kind:message about:alice'"_s,
                     u"linnetctl report list --filter 'created>-1d' --count"_s},
        .path = {u"reports"_s},
        .table = Shown,
        .filterFields = reportFields,
        .orders = reportOrderNames(),
    })
{}

} // namespace linnet::cli
