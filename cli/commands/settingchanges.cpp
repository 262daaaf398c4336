// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/settingchanges.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"SettingChanges"_s,
                  {
                      {u"NAME"_s, u"name"_s},
                      {u"BEFORE"_s, u"beforeText"_s},
                      {u"AFTER"_s, u"afterText"_s},
                  },
                  u"name"_s};

} // namespace

Result<> changeSettings(Invocation &invocation, const QJsonObject &values)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto outcome =
        (*connection)
            ->api()
            .put(adminPath({u"settings"_s}),
                 {{"values"_L1, values}, {"dryRun"_L1, invocation.options().isDryRun}});
    if (!outcome)
        return outcome.error();
    return showSettingChanges(invocation, *outcome);
}

Result<> showSettingChanges(Invocation &invocation, const QJsonObject &outcome)
{
    const QJsonArray changes = outcome["changes"_L1].toArray();
    const auto rows = invocation.records(Shown);
    for (const auto &change : changes) {
        if (auto added = rows->add(change.toObject()); !added)
            return added;
    }
    if (auto finished = rows->finish(); !finished)
        return finished;
    if (changes.isEmpty())
        invocation.console().note(u"That is what they are already: nothing changes."_s);
    else if (outcome["isDryRun"_L1].toBool())
        invocation.console().note(u"Nothing was changed: this was a dry run."_s);
    const QStringList waiting = outcome["waiting"_L1].toVariant().toStringList();
    if (!waiting.isEmpty())
        invocation.console().note(
            u"In force with the next start of the server: %1."_s.arg(waiting.join(u", "_s)));
    return {};
}

} // namespace linnet::cli
