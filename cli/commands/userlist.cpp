// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/userlist.h"

#include "common/domain/accountview.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"UserList"_s,
                  {
                      {u"ID"_s, u"id"_s},
                      {u"NAME"_s, u"name"_s},
                      {u"USERNAME"_s, u"username"_s, As::Text, Show::Wide},
                      {u"PHONE"_s, u"phone"_s},
                      {u"EMAIL"_s, u"email"_s},
                      {u"STATE"_s, u"state"_s},
                      {u"ROLE"_s, u"role"_s},
                      {u"CREATED"_s, u"createdAt"_s, As::Time, Show::Wide},
                      {u"LAST SEEN"_s, u"lastSeenAt"_s, As::Time},
                  }};

} // namespace

UserList::UserList()
    : ListCommand({
        .name = u"user list"_s,
        .summary = u"List who has an account."_s,
        .examples = {u"linnetctl user list --filter 'state:suspended'"_s,
                     u"linnetctl user list --filter 'name:al* last_seen<-30d' --sort name"_s,
                     u"linnetctl user list --filter 'created>-7d' --count"_s},
        .path = {u"users"_s},
        .table = Shown,
        .filterFields = accountFields,
        .orders = accountOrderNames(),
    })
{}

} // namespace linnet::cli
