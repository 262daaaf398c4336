// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/contextshow.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"Context"_s,
                  {{u"Context"_s, u"name"_s},
                   {u"Server"_s, u"server"_s},
                   {u"Trusts"_s, u"caFile"_s},
                   {u"User"_s, u"user.name"_s},
                   {u"Signed in"_s, u"isSignedIn"_s}},
                  u"name"_s,
                  Table::Shape::Card};

} // namespace

Declaration ContextShow::declaration()
{
    return {.name = u"context show"_s,
            .summary = u"Show which server is asked, and as whom."_s,
            .examples = {u"linnetctl context show"_s, u"linnetctl context show --context home"_s}};
}

Result<> ContextShow::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const Target &target = (*connection)->target();
    QJsonObject row{{"server"_L1, target.server.toString()},
                    {"isSignedIn"_L1, (*connection)->isSignedIn()}};
    if (!target.server.caFile.isEmpty())
        row["caFile"_L1] = target.server.caFile;
    if (!target.contextName.isEmpty())
        row["name"_L1] = target.contextName;
    if (!target.context.userId.isEmpty() && target.token.isEmpty())
        row["user"_L1] =
            QJsonObject{{"id"_L1, target.context.userId}, {"name"_L1, target.context.userName}};
    return invocation.show(Shown, row);
}

} // namespace linnet::cli
