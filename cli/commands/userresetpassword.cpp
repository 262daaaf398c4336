// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/userresetpassword.h"

#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration UserResetPassword::declaration()
{
    return {.name = u"user reset-password"_s,
            .summary = u"Mail somebody a link to a new password."_s,
            .examples = {u"linnetctl user reset-password alice@example.org"_s},
            .arguments = {userArgument(m_user)},
            .hasDryRun = true};
}

Result<> UserResetPassword::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto sent = (*connection)
                          ->api()
                          .post(adminPath({u"users"_s, m_user, u"password"_s, u"reset"_s}),
                                invocation.withDryRun({}));
    if (!sent)
        return sent.error();
    return invocation.show(linkTable(), *sent);
}

} // namespace linnet::cli
