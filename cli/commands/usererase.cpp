// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/usererase.h"

#include "cli/commands/erasuretable.h"
#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration UserErase::declaration()
{
    return {.name = u"user erase"_s,
            .summary = u"Have an account erased; until its time has come it only cannot be used."_s,
            .examples = {u"linnetctl user erase alice --dry-run"_s,
                         u"linnetctl user erase +911111111111 --confirm='Alice'"_s,
                         u"linnetctl user erase alice --grace 0 --messages remove"_s},
            .arguments = {userArgument(m_user)},
            .options = {{u"--grace"_s, u"TIME"_s,
                         u"How long it can be cancelled, e.g. 7d; 0: not at all. Default: the "
                         "setting accounts.erasureGrace."_s,
                         &m_grace},
                        {u"--messages"_s,
                         u"WHAT"_s,
                         u"What becomes of what they wrote: keep (default) or remove."_s,
                         &m_messages,
                         {u"keep"_s, u"remove"_s}}},
            .hasDryRun = true,
            .isFinal = true};
}

Result<> UserErase::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    ApiClient &api = (*connection)->api();
    if (!invocation.options().isDryRun) {
        const auto user = api.get(adminPath({u"users"_s, m_user}));
        if (!user)
            return user.error();
        const QString name = (*user)["name"_L1].toString();
        auto confirmed = invocation.confirmFinal(
            u"This ends the sessions of \"%1\", and erases the account once its time has come."_s
                .arg(name),
            name);
        if (!confirmed)
            return confirmed;
    }
    const QJsonObject asked = givenFields({{"grace"_L1, m_grace}, {"messages"_L1, m_messages}});
    const auto erasure =
        api.post(adminPath({u"users"_s, m_user, u"erase"_s}), invocation.withDryRun(asked));
    if (!erasure)
        return erasure.error();
    return invocation.show(erasureRequestTable(), *erasure);
}

} // namespace linnet::cli
