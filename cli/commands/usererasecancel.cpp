// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/usererasecancel.h"

#include "cli/commands/erasuretable.h"
#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration UserEraseCancel::declaration()
{
    return {.name = u"user erase-cancel"_s,
            .summary = u"Let somebody keep an account that was to be erased."_s,
            .examples = {u"linnetctl user erase-cancel +911111111111"_s},
            .arguments = {userArgument(m_user)},
            .hasDryRun = true};
}

Result<> UserEraseCancel::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto kept =
        (*connection)
            ->api()
            .remove(adminPath({u"users"_s, m_user, u"erase"_s}), invocation.dryRunQuery());
    if (!kept)
        return kept.error();
    return invocation.show(erasureRequestTable(), *kept);
}

} // namespace linnet::cli
