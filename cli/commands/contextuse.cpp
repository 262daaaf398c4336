// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/contextuse.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration ContextUse::declaration()
{
    return {.name = u"context use"_s,
            .summary = u"Ask this server from now on where none is named."_s,
            .examples = {u"linnetctl context use home"_s},
            .arguments = {{u"NAME"_s,
                           u"The context."_s,
                           &m_name,
                           Argument::Need::Required,
                           {},
                           Referent::Context}}};
}

Result<> ContextUse::run(Invocation &invocation)
{
    return invocation.contexts().update([&](Contexts &contexts) -> Result<> {
        const auto context = findContext(contexts, m_name);
        if (!context)
            return context.error();
        contexts.current = m_name;
        return {};
    });
}

} // namespace linnet::cli
