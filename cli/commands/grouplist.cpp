// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/grouplist.h"

#include "common/domain/groupview.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"GroupList"_s,
                  {
                      {u"ID"_s, u"id"_s},
                      {u"TITLE"_s, u"title"_s},
                      {u"OWNER"_s, u"owner.name"_s},
                      {u"OWNER ID"_s, u"owner.id"_s, As::Text, Show::Wide},
                      {u"STATE"_s, u"state"_s},
                      {u"MEMBERS"_s, u"members"_s, As::Number},
                      {u"MESSAGES"_s, u"messages"_s, As::Number, Show::Wide},
                      {u"CREATED"_s, u"createdAt"_s, As::Time, Show::Wide},
                      {u"UPDATED"_s, u"updatedAt"_s, As::Time},
                  }};

} // namespace

GroupList::GroupList()
    : ListCommand({
        .name = u"group list"_s,
        .summary = u"List groups; what is said in them is not shown."_s,
        .examples = {u"linnetctl group list --filter 'members>100 state:active'"_s,
                     u"linnetctl group list --filter 'owner:alice' --limit 20"_s,
                     u"linnetctl group list --filter 'updated<-1w' --count"_s},
        .path = {u"groups"_s},
        .table = Shown,
        .filterFields = groupFields,
        .orders = orderNames(groupKeys()),
    })
{}

} // namespace linnet::cli
