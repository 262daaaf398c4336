// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/storagesweep.h"

#include "cli/commands/invocation.h"
#include "cli/commands/serverwork.h"
#include "cli/output/fields.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;

const Table Shown{u"Sweep"_s,
                  {{u"ID"_s, u"id"_s},
                   {u"State"_s, u"state"_s},
                   {u"Needed by nobody"_s, u"findings.unused.files"_s, As::Number},
                   {u"of bytes"_s, u"findings.unused.bytes"_s, As::Bytes},
                   {u"Too old"_s, u"findings.tooOld.files"_s, As::Number},
                   {u"of bytes"_s, u"findings.tooOld.bytes"_s, As::Bytes},
                   {u"No room"_s, u"findings.noRoom.files"_s, As::Number},
                   {u"of bytes"_s, u"findings.noRoom.bytes"_s, As::Bytes},
                   {u"Blobs of no file"_s, u"findings.unreferenced.files"_s, As::Number},
                   {u"of bytes"_s, u"findings.unreferenced.bytes"_s, As::Bytes},
                   {u"Left over from crashes"_s, u"findings.leftovers.files"_s, As::Number},
                   {u"of bytes"_s, u"findings.leftovers.bytes"_s, As::Bytes},
                   {u"Missing on the disk"_s, u"findings.missing.files"_s, As::Number},
                   {u"Missing files"_s, u"findings.missing.ids"_s},
                   {u"Problem"_s, u"problem"_s}},
                  u"id"_s,
                  Table::Shape::Card};

bool isUnderWay(const QJsonObject &sweep)
{
    return sweep["state"_L1].toString() == u"under-way"_s;
}

QString titleOf(const QJsonObject &sweep)
{
    const QString step = fieldAt(sweep, u"progress.step"_s).toString();
    const QString title = u"Sweep %1"_s.arg(sweep["id"_L1].toString());
    if (step.isEmpty())
        return title;
    const qint64 done = fieldAt(sweep, u"progress.done"_s).toInteger();
    return u"%1, %2, %3 done"_s.arg(title, step).arg(done);
}

Error failed(const QJsonObject &sweep)
{
    return {Error::Kind::Unavailable, "sweep_failed"_L1,
            u"The sweep could not be carried out. %1"_s.arg(sweep["problem"_L1].toString())};
}

} // namespace

Declaration StorageSweep::declaration()
{
    return {
        .name = u"storage sweep"_s,
        .summary = u"Remove files that nobody needs, and those past the limits that are set."_s,
        .examples = {u"linnetctl storage sweep --dry-run"_s, u"linnetctl storage sweep --yes"_s},
        .hasDryRun = true};
}

Result<> StorageSweep::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    if (!invocation.options().isDryRun) {
        auto confirmed = invocation.confirm(
            u"This removes files that nobody needs, and those past the limits that are set. Go on?"_s);
        if (!confirmed)
            return confirmed;
    }
    const QString path = adminPath({u"storage"_s, u"sweeps"_s});
    auto sweep = (*connection)->api().post(path, invocation.withDryRun({}));
    if (!sweep)
        return sweep.error();
    sweep = awaitWork(invocation, *sweep,
                      {.path = {u"storage"_s, u"sweeps"_s, (*sweep)["id"_L1].toString()},
                       .noun = u"sweep"_s,
                       .isUnderWay = isUnderWay,
                       .title = titleOf});
    if (!sweep)
        return sweep.error();
    if (auto shown = invocation.show(Shown, *sweep); !shown)
        return shown;
    const bool hasFailed = (*sweep)["state"_L1].toString() == u"failed"_s;
    return hasFailed ? Result<>(failed(*sweep)) : Result<>();
}

} // namespace linnet::cli
