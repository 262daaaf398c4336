// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/usermerge.h"

#include "cli/commands/invocation.h"
#include "cli/commands/serverwork.h"
#include "cli/commands/usertable.h"
#include "cli/output/fields.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

Table mergeTable()
{
    using As = Column::As;
    return {u"Merge"_s,
            {
                {u"User"_s, u"id"_s},
                {u"Name"_s, u"name"_s},
                {u"User name"_s, u"username"_s},
                {u"Phone"_s, u"phone"_s},
                {u"E-mail"_s, u"email"_s},
                {u"Merged into it"_s, u"source.id"_s},
                {u"Set free"_s, u"freed"_s},
                {u"Sessions ended"_s, u"endedSessions"_s, As::Number},
                {u"Conversations before"_s, u"before.target.conversations"_s, As::Number},
                {u"Conversations"_s, u"after.target.conversations"_s, As::Number},
                {u"Messages before"_s, u"before.target.messages"_s, As::Number},
                {u"Messages"_s, u"after.target.messages"_s, As::Number},
                {u"Files before"_s, u"before.target.files"_s, As::Number},
                {u"Files"_s, u"after.target.files"_s, As::Number},
                {u"Friends before"_s, u"before.target.friends"_s, As::Number},
                {u"Friends"_s, u"after.target.friends"_s, As::Number},
                {u"State"_s, u"progress.state"_s},
                {u"Rows moved"_s, u"progress.rows"_s, As::Number},
            },
            u"id"_s,
            Table::Shape::Card};
}

bool isUnderWay(const QJsonObject &merged)
{
    const QString state = fieldAt(merged, u"progress.state"_s).toString();
    return state == u"waiting"_s || state == u"running"_s;
}

QString titleOf(const QJsonObject &merged)
{
    const qint64 steps = fieldAt(merged, u"progress.steps"_s).toInteger();
    const qint64 rows = fieldAt(merged, u"progress.rows"_s).toInteger();
    return u"Merger, %1 steps, %2 rows moved"_s.arg(steps).arg(rows);
}

Result<> requireDone(const QJsonObject &merged, const QString &from)
{
    if (fieldAt(merged, u"progress.state"_s).toString() != u"failed"_s)
        return {};
    return Error{Error::Kind::Unavailable, "merge_failed"_L1,
                 u"The accounts could not be merged wholly. %1 \"linnetctl user merge %2 %3\" goes "
                 "on with it."_s.arg(fieldAt(merged, u"progress.problem"_s).toString(), from,
                                     merged["id"_L1].toString())};
}

bool isSuspended(const QJsonObject &account)
{
    return account["state"_L1].toString() == u"suspended"_s;
}

} // namespace

Declaration UserMerge::declaration()
{
    Argument from = userArgument(m_from);
    from.name = u"FROM"_s;
    Argument into = userArgument(m_into);
    into.name = u"INTO"_s;
    return {.name = u"user merge"_s,
            .summary =
                u"Make one account of two: all of FROM becomes INTO's, and FROM is closed."_s,
            .examples = {u"linnetctl user merge +911111111111 alice --dry-run"_s,
                         u"linnetctl user merge +911111111111 alice --confirm='Alice (old)'"_s},
            .arguments = {from, into},
            .hasDryRun = true,
            .isFinal = true};
}

Result<> UserMerge::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    ApiClient &api = (*connection)->api();
    const auto from = api.get(adminPath({u"users"_s, m_from}));
    if (!from)
        return from.error();
    const auto into = api.get(adminPath({u"users"_s, m_into}));
    if (!into)
        return into.error();
    const QString name = (*from)["name"_L1].toString();
    const QString nameAfter = (*into)["name"_L1].toString();
    if (isSuspended(*from) && !isSuspended(*into))
        invocation.console().warn(
            u"\"%1\" is suspended, and as \"%2\" they are not."_s.arg(name, nameAfter));
    if (!invocation.options().isDryRun) {
        auto confirmed = invocation.confirmFinal(
            u"This closes the account of \"%1\" at once, and makes all of it \"%2\"'s, which takes "
            "a while where there is very much of it. It cannot be undone."_s.arg(name, nameAfter),
            name);
        if (!confirmed)
            return confirmed;
    }
    auto merged = api.post(adminPath({u"users"_s, m_from, u"merge"_s}),
                           invocation.withDryRun({{"into"_L1, m_into}}));
    if (!merged)
        return merged.error();
    // What the account was called may be the other one's name by the time that it is asked for.
    const QString id = (*from)["id"_L1].toString();
    merged = awaitWork(invocation, *merged,
                       {.path = {u"users"_s, id, u"merge"_s},
                        .noun = u"merger"_s,
                        .isUnderWay = isUnderWay,
                        .title = titleOf});
    if (!merged)
        return merged.error();
    if (auto shown = invocation.show(mergeTable(), *merged); !shown)
        return shown;
    return requireDone(*merged, id);
}

} // namespace linnet::cli
