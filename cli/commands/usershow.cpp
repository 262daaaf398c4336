// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/usershow.h"

#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration UserShow::declaration()
{
    return {.name = u"user show"_s,
            .summary = u"Show an account, and how its owner signs in."_s,
            .examples = {u"linnetctl user show +911111111111"_s,
                         u"linnetctl user show alice@example.org -o json"_s},
            .arguments = {userArgument(m_user)}};
}

Result<> UserShow::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto user = (*connection)->api().get(adminPath({u"users"_s, m_user}));
    if (!user)
        return user.error();
    return invocation.show(userTable(), *user);
}

} // namespace linnet::cli
