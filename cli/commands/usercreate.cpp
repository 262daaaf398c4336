// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/usercreate.h"

#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"
#include "common/domain/staff.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration UserCreate::declaration()
{
    return {.name = u"user create"_s,
            .summary = u"Make an account for somebody who signs in with what you say."_s,
            .examples = {u"linnetctl user create Alice --phone +911111111111"_s,
                         u"linnetctl user create Bob --email bob@example.org --role moderator"_s},
            .arguments = {{u"NAME"_s, u"What others see."_s, &m_name}},
            .options = {{u"--phone"_s, u"NUMBER"_s, u"In international form."_s, &m_phone},
                        {u"--email"_s, u"ADDRESS"_s, u"You vouch for it."_s, &m_email},
                        {u"--username"_s, u"NAME"_s, u"A user name."_s, &m_username},
                        {u"--role"_s, u"ROLE"_s, u"What they are to be here."_s, &m_role,
                         staffRoleNames()}},
            .hasDryRun = true};
}

Result<> UserCreate::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QJsonObject asked = invocation.withDryRun(givenFields({{"name"_L1, m_name},
                                                                 {"phone"_L1, m_phone},
                                                                 {"email"_L1, m_email},
                                                                 {"username"_L1, m_username},
                                                                 {"role"_L1, m_role}}));
    const auto created = (*connection)->api().post(adminPath({u"users"_s}), asked);
    if (!created)
        return created.error();
    return invocation.show(accountTable(), *created);
}

} // namespace linnet::cli
