// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/keyrotate.h"

#include "cli/commands/invocation.h"
#include "cli/commands/keytable.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration KeyRotate::declaration()
{
    return {.name = u"key rotate"_s,
            .summary = u"Have access tokens signed with a new key; nobody has to sign in again."_s,
            .examples = {u"linnetctl key rotate --dry-run"_s, u"linnetctl key rotate --yes"_s},
            .hasDryRun = true};
}

Result<> KeyRotate::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    if (!invocation.options().isDryRun) {
        auto confirmed = invocation.confirm(u"This makes a new signing key. Go on?"_s);
        if (!confirmed)
            return confirmed;
    }
    const auto rotated =
        (*connection)->api().post(adminPath({u"keys"_s, u"rotate"_s}), invocation.withDryRun({}));
    if (!rotated)
        return rotated.error();
    const auto rows = invocation.records(keyTable());
    const QJsonArray keys = (*rotated)["items"_L1].toArray();
    for (const auto &key : keys) {
        if (auto added = rows->add(key.toObject()); !added)
            return added;
    }
    if (auto finished = rows->finish(); !finished)
        return finished;
    if (invocation.options().isDryRun)
        invocation.console().note(
            u"Nothing was changed: this was a dry run. The first key would be a new one."_s);
    return {};
}

} // namespace linnet::cli
