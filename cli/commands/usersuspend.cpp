// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/usersuspend.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"
#include "common/domain/filtervalues.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

//! \return the moment that \p text names, as the server takes it.
Result<QString> isoTime(const QString &text)
{
    const auto time = parseTime(text, SystemClock().now());
    if (!time || !time->from)
        return usageError(u"\"%1\" is no time for --until."_s.arg(text),
                          u"Say a date as 2027-01-31, a time as 2027-01-31T09:05Z, or +7d."_s);
    return toIso(*time->from);
}

} // namespace

Declaration UserSuspend::declaration()
{
    return {.name = u"user suspend"_s,
            .summary = u"Keep somebody from using the server, and end their sessions at once."_s,
            .examples = {u"linnetctl user suspend +911111111111 --reason Spam"_s,
                         u"linnetctl user suspend alice --reason Spam --until +7d --yes"_s,
                         u"linnetctl user suspend alice --reason Spam --dry-run"_s},
            .arguments = {userArgument(m_user)},
            .options = {{u"--reason"_s, u"TEXT"_s, u"Why; for the audit log."_s, &m_reason},
                        {u"--until"_s, u"TIME"_s, u"When it is over, e.g. 2027-01-31 or +7d."_s,
                         &m_until}},
            .hasDryRun = true};
}

Result<> UserSuspend::run(Invocation &invocation)
{
    if (m_reason.isEmpty())
        return usageError(u"Say why with --reason."_s);
    QJsonObject asked{{"reason"_L1, m_reason}};
    if (!m_until.isEmpty()) {
        const auto until = isoTime(m_until);
        if (!until)
            return until.error();
        asked["until"_L1] = *until;
    }
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    if (!invocation.options().isDryRun) {
        auto confirmed =
            invocation.confirm(u"This suspends %1 and ends their sessions. Go on?"_s.arg(m_user));
        if (!confirmed)
            return confirmed;
    }
    const QString path = adminPath({u"users"_s, m_user, u"suspension"_s});
    const auto suspended = (*connection)->api().put(path, invocation.withDryRun(asked));
    if (!suspended)
        return suspended.error();
    return invocation.show(suspensionTable(), *suspended);
}

} // namespace linnet::cli
