// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/groupmembers.h"

#include "cli/commands/grouptable.h"
#include "cli/commands/invocation.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"MemberList"_s,
                  {{u"ID"_s, u"id"_s},
                   {u"NAME"_s, u"name"_s},
                   {u"ROLE"_s, u"role"_s},
                   {u"JOINED"_s, u"joinedAt"_s, Column::As::Time}}};

} // namespace

Declaration GroupMembers::declaration()
{
    return {.name = u"group members"_s,
            .summary = u"List who is in a group, and as what."_s,
            .examples = {u"linnetctl group members 382514099738640385"_s},
            .arguments = {groupArgument(m_group)}};
}

Result<> GroupMembers::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto page = (*connection)->api().get(adminPath({u"groups"_s, m_group, u"members"_s}));
    if (!page)
        return page.error();
    const auto rows = invocation.records(Shown);
    for (const auto &item : (*page)["items"_L1].toArray()) {
        if (auto added = rows->add(item.toObject()); !added)
            return added;
    }
    return rows->finish();
}

} // namespace linnet::cli
