// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/useredit.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration UserEdit::declaration()
{
    return {.name = u"user edit"_s,
            .summary = u"Change what somebody is called, and what they sign in with."_s,
            .examples = {u"linnetctl user edit +911111111111 --name 'Alice W.'"_s,
                         u"linnetctl user edit alice --email alice@example.org --dry-run"_s,
                         u"linnetctl user edit alice --remove phone --yes"_s},
            .arguments = {userArgument(m_user)},
            .options = {{u"--name"_s, u"NAME"_s, u"What others see."_s, &m_name},
                        {u"--phone"_s, u"NUMBER"_s, u"In international form."_s, &m_phone},
                        {u"--email"_s, u"ADDRESS"_s, u"You vouch for it."_s, &m_email},
                        {u"--username"_s, u"NAME"_s, u"A user name."_s, &m_username},
                        {u"--remove"_s,
                         u"WHAT"_s,
                         u"Take phone, email or username away; can be repeated."_s,
                         &m_removed,
                         {u"phone"_s, u"email"_s, u"username"_s}}},
            .hasDryRun = true};
}

Result<QJsonObject> UserEdit::changes() const
{
    QJsonObject changes = givenFields({{"name"_L1, m_name},
                                       {"phone"_L1, m_phone},
                                       {"email"_L1, m_email},
                                       {"username"_L1, m_username}});
    for (const QString &what : m_removed) {
        if (changes.contains(what))
            return usageError(u"Say either --%1 or --remove %1."_s.arg(what));
        changes[what] = QString();
    }
    if (changes.isEmpty())
        return usageError(u"Say what to change."_s, u"See linnetctl user edit --help."_s);
    return changes;
}

Result<> UserEdit::run(Invocation &invocation)
{
    const auto asked = changes();
    if (!asked)
        return asked.error();
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    if (!invocation.options().isDryRun) {
        auto confirmed = invocation.confirm(u"This changes %1's account. Go on?"_s.arg(m_user));
        if (!confirmed)
            return confirmed;
    }
    const auto edited =
        (*connection)->api().patch(adminPath({u"users"_s, m_user}), invocation.withDryRun(*asked));
    if (!edited)
        return edited.error();
    return invocation.show(accountTable(), *edited);
}

} // namespace linnet::cli
