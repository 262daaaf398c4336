// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/userinvite.h"

#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"
#include "common/domain/staff.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration UserInvite::declaration()
{
    return {.name = u"user invite"_s,
            .summary = u"Make an account, and mail its owner a link to a first password."_s,
            .examples = {u"linnetctl user invite alice@example.org --name Alice"_s,
                         u"linnetctl user invite bob@example.org --role moderator"_s},
            .arguments = {{u"ADDRESS"_s, u"An e-mail address."_s, &m_email}},
            .options = {{u"--name"_s, u"NAME"_s, u"What others see."_s, &m_name},
                        {u"--username"_s, u"NAME"_s, u"A user name."_s, &m_username},
                        {u"--role"_s, u"ROLE"_s, u"What they are to be here."_s, &m_role,
                         staffRoleNames()}},
            .hasDryRun = true};
}

Result<> UserInvite::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QJsonObject asked = givenFields({{"email"_L1, m_email},
                                           {"name"_L1, m_name},
                                           {"username"_L1, m_username},
                                           {"role"_L1, m_role}});
    const auto invited =
        (*connection)->api().post(adminPath({u"invitations"_s}), invocation.withDryRun(asked));
    if (!invited)
        return invited.error();
    return invocation.show(linkTable(), *invited);
}

} // namespace linnet::cli
