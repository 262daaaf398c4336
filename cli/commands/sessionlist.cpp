// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/sessionlist.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"SessionList"_s,
                  {
                      {u"ID"_s, u"id"_s},
                      {u"USER"_s, u"user.name"_s},
                      {u"USER ID"_s, u"user.id"_s, As::Text, Show::Wide},
                      {u"STATE"_s, u"state"_s},
                      {u"DEVICE"_s, u"device"_s},
                      {u"CLIENT"_s, u"client"_s, As::Text, Show::Wide},
                      {u"DIALECT"_s, u"dialect"_s, As::Text, Show::Wide},
                      {u"ADDRESS"_s, u"address"_s},
                      {u"CREATED"_s, u"createdAt"_s, As::Time, Show::Wide},
                      {u"LAST SEEN"_s, u"lastSeenAt"_s, As::Time},
                  }};

} // namespace

SessionList::SessionList()
    : ListCommand({
        .name = u"session list"_s,
        .summary = u"List sessions, live and ended ones."_s,
        .examples = {u"linnetctl session list --filter 'state:active address:10.0.0.0/8'"_s,
                     u"linnetctl session list --filter 'last_seen>-1h' --limit 20"_s,
                     u"linnetctl session list --filter user:alice --count"_s},
        .path = {u"sessions"_s},
        .table = Shown,
    })
{}

} // namespace linnet::cli
