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
    QString title = u"Sweep %1"_s.arg(sweep["id"_L1].toString());
    if (step.isEmpty())
        return title;
    const qint64 done = fieldAt(sweep, u"progress.done"_s).toInteger();
    return u"%1, %2, %3 done"_s.arg(title, step).arg(done);
}

Result<> requireDone(const QJsonObject &sweep)
{
    if (sweep["state"_L1].toString() != u"failed"_s)
        return {};
    return Error{Error::Kind::Unavailable, "sweep_failed"_L1,
                 u"The sweep could not be carried out. %1"_s.arg(sweep["problem"_L1].toString())};
}

//! \return how many files \p sweep removes, or has removed.
qint64 removedBy(const QJsonObject &sweep)
{
    qint64 count = 0;
    for (const QString &kind :
         {u"unused"_s, u"tooOld"_s, u"noRoom"_s, u"unreferenced"_s, u"leftovers"_s})
        count += fieldAt(sweep, u"findings."_s + kind + u".files"_s).toInteger();
    return count;
}

} // namespace

Declaration StorageSweep::declaration()
{
    return {.name = u"storage sweep"_s,
            .summary = u"Remove files that nobody needs, and those past the limits that are set."_s,
            .examples = {u"linnetctl storage sweep --dry-run"_s, u"linnetctl storage sweep"_s,
                         u"linnetctl storage sweep --confirm=12"_s},
            .hasDryRun = true,
            .isFinal = true};
}

Result<> StorageSweep::run(Invocation &invocation)
{
    if (!invocation.options().isDryRun) {
        if (auto confirmed = confirm(invocation); !confirmed)
            return confirmed;
    }
    const auto done = sweep(invocation, invocation.withDryRun({}));
    if (!done)
        return done.error();
    if (auto shown = invocation.show(Shown, *done); !shown)
        return shown;
    return requireDone(*done);
}

//! \return what became of a sweep, once it is over.
Result<QJsonObject> StorageSweep::sweep(Invocation &invocation, const QJsonObject &asked)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    auto begun = (*connection)->api().post(adminPath({u"storage"_s, u"sweeps"_s}), asked);
    if (!begun)
        return begun;
    return awaitWork(invocation, *begun,
                     {.path = {u"storage"_s, u"sweeps"_s, (*begun)["id"_L1].toString()},
                      .noun = u"sweep"_s,
                      .isUnderWay = isUnderWay,
                      .title = titleOf});
}

//! Has the server find out first how many files that is.
Result<> StorageSweep::confirm(Invocation &invocation)
{
    const auto preview = sweep(invocation, {{"dryRun"_L1, true}});
    if (!preview)
        return preview.error();
    if (auto done = requireDone(*preview); !done)
        return done;
    const QString count = QString::number(removedBy(*preview));
    return invocation.confirmFinal(
        u"Files that this removes, because nobody needs them or they are past the limits that are "
        "set: %1. It cannot be undone."_s.arg(count),
        count);
}

} // namespace linnet::cli
