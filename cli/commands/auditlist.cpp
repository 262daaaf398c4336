// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/auditlist.h"

#include "common/domain/audit.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"AuditList"_s,
                  {
                      {u"NO"_s, u"number"_s, As::Number},
                      {u"WHEN"_s, u"at"_s, As::Time},
                      {u"WHO"_s, u"actor"_s},
                      {u"FROM"_s, u"address"_s},
                      {u"ACTION"_s, u"action"_s},
                      {u"TARGET"_s, u"target"_s},
                      {u"BEFORE"_s, u"before"_s, As::Text, Show::Wide},
                      {u"AFTER"_s, u"after"_s, As::Text, Show::Wide},
                      {u"REQUEST"_s, u"requestId"_s, As::Text, Show::Wide},
                      {u"HASH"_s, u"hash"_s, As::Text, Show::Wide},
                  },
                  u"number"_s};

} // namespace

AuditList::AuditList()
    : ListCommand({
        .name = u"audit list"_s,
        .summary = u"List what those who run the server did, the latest first."_s,
        .examples = {u"linnetctl audit list --limit 20"_s,
                     u"linnetctl audit list --filter 'action:user.* at>-1d -actor:local:*'"_s,
                     u"linnetctl audit list -o ndjson > audit.ndjson"_s},
        .path = {u"audit"_s},
        .table = Shown,
        .filterFields = auditFields,
        .orders = orderNames(auditKeys()),
    })
{}

} // namespace linnet::cli
