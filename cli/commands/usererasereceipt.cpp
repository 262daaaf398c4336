// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/usererasereceipt.h"

#include "cli/commands/erasuretable.h"
#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration UserEraseReceipt::declaration()
{
    return {.name = u"user erase-receipt"_s,
            .summary = u"Show what was erased of an account, with the server's signature."_s,
            .examples = {u"linnetctl user erase-receipt 382514099738640385"_s,
                         u"linnetctl user erase-receipt 382514099738640385 -o json > receipt"_s},
            .arguments = {userArgument(m_user)}};
}

Result<> UserEraseReceipt::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto erasure = (*connection)->api().get(adminPath({u"users"_s, m_user, u"erase"_s}));
    if (!erasure)
        return erasure.error();
    return invocation.show(erasureTable(), *erasure);
}

} // namespace linnet::cli
