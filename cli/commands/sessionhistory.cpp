// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/sessionhistory.h"

#include "common/domain/sessionview.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"SessionHistory"_s,
                  {
                      {u"ID"_s, u"id"_s},
                      {u"USER"_s, u"user.name"_s},
                      {u"USER ID"_s, u"user.id"_s, As::Text, Show::Wide},
                      {u"DEVICE"_s, u"device"_s},
                      {u"ADDRESS"_s, u"address"_s, As::Text, Show::Wide},
                      {u"CREATED"_s, u"createdAt"_s, As::Time, Show::Wide},
                      {u"ENDED"_s, u"endedAt"_s, As::Time},
                      {u"BY"_s, u"endedBy"_s},
                      {u"WHY"_s, u"endedWhy"_s},
                  }};

} // namespace

SessionHistory::SessionHistory()
    : ListCommand({
        .name = u"session history"_s,
        .summary = u"List the sessions that are over: when, by whom and why they ended."_s,
        .examples = {u"linnetctl session history --limit 20"_s,
                     u"linnetctl session history --filter 'user:alice ended>-7d'"_s,
                     u"linnetctl session history --filter 'ended_by:\"local:0\"' -o wide"_s},
        .path = {u"sessions"_s},
        .table = Shown,
        .filter = u"state:expired,revoked"_s,
        .filterFields = sessionFields,
        .orders = {u"ended"_s, u"-ended"_s},
        .order = u"-ended"_s,
    })
{}

} // namespace linnet::cli
