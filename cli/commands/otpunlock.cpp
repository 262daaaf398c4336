// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/otpunlock.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{
    u"OtpUnlock"_s, {{u"Budgets forgotten"_s, u"budgets"_s}}, u"budgets"_s, Table::Shape::Card};

} // namespace

Declaration OtpUnlock::declaration()
{
    return {.name = u"otp unlock"_s,
            .summary = u"Lift the limits on one-time codes that somebody has run into."_s,
            .examples = {u"linnetctl otp unlock destination +911111111111"_s,
                         u"linnetctl otp unlock home 7"_s,
                         u"linnetctl otp unlock address 192.0.2.1"_s,
                         u"linnetctl otp unlock total"_s},
            .arguments = {{u"SCOPE"_s,
                           u"What was counted."_s,
                           &m_scope,
                           Argument::Need::Required,
                           {u"destination"_s, u"account"_s, u"home"_s, u"address"_s, u"total"_s}},
                          {u"SUBJECT"_s, u"A phone number or e-mail address, an id, an address."_s,
                           &m_subject, Argument::Need::Optional}},
            .hasDryRun = true};
}

Result<> OtpUnlock::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QJsonObject whom{{"scope"_L1, m_scope}, {"subject"_L1, m_subject}};
    const auto unlocked =
        (*connection)
            ->api()
            .post(adminPath({u"otp"_s, u"lockouts"_s, u"end"_s}), invocation.withDryRun(whom));
    if (!unlocked)
        return unlocked.error();
    return invocation.show(Shown, *unlocked);
}

} // namespace linnet::cli
