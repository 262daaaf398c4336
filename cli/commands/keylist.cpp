// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/keylist.h"

#include "cli/commands/keytable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

KeyList::KeyList()
    : ListCommand({
        .name = u"key list"_s,
        .summary = u"List the keys that access tokens are signed with, and were a moment ago."_s,
        .examples = {u"linnetctl key list"_s, u"linnetctl key list -o json"_s},
        .path = {u"keys"_s},
        .table = keyTable(),
        .asked = ListDescription::Asked::AsItIs,
    })
{}

} // namespace linnet::cli
