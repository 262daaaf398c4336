// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/contextadd.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration ContextAdd::declaration()
{
    return {
        .name = u"context add"_s,
        .summary = u"Give a server a name."_s,
        .examples = {u"linnetctl context add home https://chat.example.org"_s,
                     u"linnetctl context add lan https://chat.lan --ca-file lan-ca.pem"_s,
                     u"linnetctl context add here unix:/var/lib/linnet/operator.sock"_s},
        .arguments = {{u"NAME"_s, u"What to call it."_s, &m_name},
                      {u"SERVER"_s, u"Its URL, or unix: and the path of a socket."_s, &m_server}},
    };
}

Result<> ContextAdd::run(Invocation &invocation)
{
    auto server = parseServerAddress(m_server);
    if (!server)
        return server.error();
    if (auto chosen = chooseAuthorities(invocation.options(), *server); !chosen)
        return chosen;
    auto added = invocation.contexts().update([&](Contexts &contexts) -> Result<> {
        if (contexts.byName.contains(m_name))
            return nameTaken(m_name, contexts.byName[m_name]);
        contexts.byName[m_name].server = server->toString();
        contexts.byName[m_name].caFile = server->caFile;
        if (contexts.current.isEmpty())
            contexts.current = m_name;
        return {};
    });
    if (added)
        invocation.console().note(u"%1 is %2."_s.arg(m_name, server->toString()));
    return added;
}

} // namespace linnet::cli
