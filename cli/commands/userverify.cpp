// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/userverify.h"

#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration UserVerify::declaration()
{
    return {.name = u"user verify"_s,
            .summary = u"Vouch for somebody's e-mail address, as if they had proven it."_s,
            .examples = {u"linnetctl user verify alice@example.org"_s},
            .arguments = {userArgument(m_user)},
            .hasDryRun = true};
}

Result<> UserVerify::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString path = adminPath({u"users"_s, m_user, u"email"_s, u"verification"_s});
    const auto verified = (*connection)->api().post(path, invocation.withDryRun({}));
    if (!verified)
        return verified.error();
    return invocation.show(accountTable(), *verified);
}

} // namespace linnet::cli
