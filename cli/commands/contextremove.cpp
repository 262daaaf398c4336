// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/contextremove.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration ContextRemove::declaration()
{
    return {.name = u"context remove"_s,
            .summary = u"Forget a server and the sign-in there, which is not ended by that."_s,
            .examples = {u"linnetctl context remove home"_s},
            .arguments = {{u"NAME"_s,
                           u"The context."_s,
                           &m_name,
                           Argument::Need::Required,
                           {},
                           Referent::Context}}};
}

Result<> ContextRemove::run(Invocation &invocation)
{
    return invocation.contexts().update([&](Contexts &contexts) -> Result<> {
        const auto context = findContext(contexts, m_name);
        if (!context)
            return context.error();
        contexts.byName.remove(m_name);
        if (contexts.current == m_name)
            contexts.current.clear();
        return {};
    });
}

} // namespace linnet::cli
