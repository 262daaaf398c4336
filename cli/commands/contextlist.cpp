// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/contextlist.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"ContextList"_s,
                  {{u"NAME"_s, u"name"_s},
                   {u"USED"_s, u"isCurrent"_s},
                   {u"SERVER"_s, u"server"_s},
                   {u"USER"_s, u"user.name"_s},
                   {u"USER ID"_s, u"user.id"_s, Column::As::Text, Column::Show::Wide}},
                  u"name"_s};

} // namespace

Declaration ContextList::declaration()
{
    return {.name = u"context list"_s,
            .summary = u"List the servers that are known here."_s,
            .examples = {u"linnetctl context list"_s, u"linnetctl context list -o name"_s}};
}

Result<> ContextList::run(Invocation &invocation)
{
    const auto contexts = invocation.contexts().load();
    if (!contexts)
        return contexts.error();
    const auto rows = invocation.records(Shown);
    for (auto each = contexts->byName.begin(); each != contexts->byName.end(); ++each) {
        QJsonObject row{{"name"_L1, each.key()},
                        {"isCurrent"_L1, each.key() == contexts->current},
                        {"server"_L1, each->server}};
        if (!each->userId.isEmpty())
            row["user"_L1] = QJsonObject{{"id"_L1, each->userId}, {"name"_L1, each->userName}};
        if (auto added = rows->add(row); !added)
            return added;
    }
    return rows->finish();
}

} // namespace linnet::cli
