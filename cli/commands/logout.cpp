// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/logout.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration Logout::declaration()
{
    return {.name = u"logout"_s,
            .summary = u"End the sign-in, here and on the server."_s,
            .examples = {u"linnetctl logout"_s, u"linnetctl logout --context home"_s}};
}

Result<> Logout::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const Target &target = (*connection)->target();
    if (target.contextName.isEmpty() || target.context.accessToken.isEmpty()) {
        invocation.console().note(u"Nobody is signed in at %1."_s.arg(target.server.toString()));
        return {};
    }
    const auto ended = (*connection)->api().post(u"/api/v1/auth/logout"_s);
    if (!ended && ended.error().kind != Error::Kind::Unauthenticated)
        return ended.error();
    const QString name = target.contextName;
    return invocation.contexts().update([&](Contexts &contexts) -> Result<> {
        Context &context = contexts.byName[name];
        context = {.server = context.server,
                   .device = context.device,
                   .accessToken = {},
                   .refreshToken = {},
                   .userId = {},
                   .userName = {},
                   .caFile = context.caFile};
        return {};
    });
}

} // namespace linnet::cli
