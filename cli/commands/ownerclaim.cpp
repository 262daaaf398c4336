// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/ownerclaim.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/invocation.h"
#include "cli/commands/roletable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration OwnerClaim::declaration()
{
    return {.name = u"owner claim"_s,
            .summary = u"Become the first owner of a server that has none."_s,
            .examples = {u"linnetctl owner claim"_s,
                         u"linnetctl owner claim --code-file code.txt"_s,
                         u"linnetctl --local owner claim --user 382514099738640385"_s},
            .options = {{u"--code-file"_s, u"FILE"_s,
                         u"Read the code that linnetd wrote when it started; - is the input."_s,
                         &m_codeFile},
                        {u"--user"_s, u"ID"_s,
                         u"With --local, where no code is needed: the account to be the owner."_s,
                         &m_user}},
            .hasDryRun = true};
}

Result<> OwnerClaim::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const bool isLocal = (*connection)->target().server.isLocal();
    if (isLocal && m_user.isEmpty())
        return usageError(u"Nobody is signed in over the operator's socket."_s,
                          u"Say with --user ID which account is to be the owner."_s);
    if (!isLocal && !m_user.isEmpty())
        return usageError(u"--user is for the operator's socket."_s, u"Say --local as well."_s);
    ApiClient &api = (*connection)->api();
    const auto owner = isLocal ? appoint(invocation, api) : claim(invocation, api);
    if (!owner)
        return owner.error();
    return invocation.show(roleTable(), *owner);
}

Result<QJsonObject> OwnerClaim::claim(Invocation &invocation, ApiClient &api) const
{
    const auto code = invocation.secret(m_codeFile, u"Code that linnetd wrote when it started:"_s,
                                        u"--code-file"_s);
    if (!code)
        return code.error();
    return api.post(adminPath({u"owner"_s}), invocation.withDryRun({{"code"_L1, code->trimmed()}}));
}

//! Who can reach the socket may give any role: that is all it takes.
Result<QJsonObject> OwnerClaim::appoint(const Invocation &invocation, ApiClient &api) const
{
    return api.put(adminPath({u"users"_s, m_user, u"role"_s}),
                   invocation.withDryRun({{"role"_L1, u"owner"_s}}));
}

} // namespace linnet::cli
