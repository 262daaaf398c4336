// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/webhooklist.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"WebhookList"_s,
                  {
                      {u"ID"_s, u"id"_s},
                      {u"NAME"_s, u"name"_s},
                      {u"ADDRESS"_s, u"url"_s},
                      {u"EVENTS"_s, u"events"_s},
                      {u"STATE"_s, u"state"_s},
                      {u"FAILING SINCE"_s, u"failingSince"_s, As::Time},
                      {u"CREATED"_s, u"createdAt"_s, As::Time, Show::Wide},
                      {u"UPDATED"_s, u"updatedAt"_s, As::Time, Show::Wide},
                  }};

} // namespace

WebhookList::WebhookList()
    : ListCommand({
        .name = u"webhook list"_s,
        .summary = u"List which other programs are told of what happens."_s,
        .examples = {u"linnetctl webhook list"_s, u"linnetctl webhook list -o json"_s},
        .path = {u"webhooks"_s},
        .table = Shown,
        .asked = ListDescription::Asked::AsItIs,
    })
{}

} // namespace linnet::cli
