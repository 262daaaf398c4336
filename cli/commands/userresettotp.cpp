// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/userresettotp.h"

#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"SecondFactorReset"_s,
                  {{u"User"_s, u"id"_s},
                   {u"Name"_s, u"name"_s},
                   {u"Sessions ended"_s, u"endedSessions"_s, Column::As::Number}},
                  u"id"_s,
                  Table::Shape::Card};

} // namespace

Declaration UserResetTotp::declaration()
{
    return {.name = u"user reset-totp"_s,
            .summary = u"Take away the second factor of somebody who has lost it."_s,
            .examples = {u"linnetctl user reset-totp alice"_s,
                         u"linnetctl user reset-totp alice --end-sessions --yes"_s,
                         u"linnetctl user reset-totp alice --end-sessions --dry-run"_s},
            .arguments = {userArgument(m_user)},
            .options =
                {{u"--end-sessions"_s, {}, u"End all of their sessions, too."_s, &m_endsSessions}},
            .hasDryRun = true};
}

Result<> UserResetTotp::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    QJsonObject asked;
    if (m_endsSessions)
        asked["endSessions"_L1] = true;
    if (!invocation.options().isDryRun) {
        auto confirmed = invocation.confirm(
            u"From now on %1 signs in without a second factor. Go on?"_s.arg(m_user));
        if (!confirmed)
            return confirmed;
    }
    const QString path = adminPath({u"users"_s, m_user, u"second-factor"_s, u"reset"_s});
    const auto reset = (*connection)->api().post(path, invocation.withDryRun(asked));
    if (!reset)
        return reset.error();
    return invocation.show(Shown, *reset);
}

} // namespace linnet::cli
