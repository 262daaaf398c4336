// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/sessionlist.h"

#include "common/domain/sessionorder.h"
#include "common/domain/sessionview.h"

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
                      {u"ON"_s, u"transports"_s},
                      {u"NODE"_s, u"node"_s, As::Number, Show::Wide},
                      {u"SOCKETS"_s, u"sockets"_s, As::Number, Show::Wide},
                      {u"QUEUED"_s, u"queuedBytes"_s, As::Bytes, Show::Wide},
                      {u"CREATED"_s, u"createdAt"_s, As::Time, Show::Wide},
                      {u"LAST SEEN"_s, u"lastSeenAt"_s, As::Time},
                  }};

} // namespace

SessionList::SessionList()
    : ListCommand({
        .name = u"session list"_s,
        .summary = u"List sessions, live and ended ones."_s,
        .examples =
            {u"linnetctl session list --filter 'state:active address:10.0.0.0/8'"_s,
             u"linnetctl session list --filter 'last_seen>-1h' --sort -last_seen --limit 20"_s,
             u"linnetctl session list --filter user:alice --count"_s},
        .path = {u"sessions"_s},
        .table = Shown,
        .filterFields = sessionFields,
        .orders = sessionOrderNames(),
    })
{}

} // namespace linnet::cli
