// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/otpbreakglass.h"

#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"OtpBreakGlass"_s,
                  {{u"User"_s, u"userId"_s},
                   {u"Signs in with"_s, u"to"_s},
                   {u"Code"_s, u"code"_s},
                   {u"Good until"_s, u"expiresAt"_s, Column::As::Time}},
                  u"code"_s,
                  Table::Shape::Card};

} // namespace

Declaration OtpBreakGlass::declaration()
{
    return {.name = u"otp break-glass"_s,
            .summary = u"Make a code that signs in, once, somebody whom no code reaches."_s,
            .examples = {u"linnetctl otp break-glass +911111111111"_s,
                         u"linnetctl otp break-glass alice --yes -o name"_s},
            .arguments = {userArgument(m_user)},
            .hasDryRun = true};
}

Result<> OtpBreakGlass::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    if (!invocation.options().isDryRun) {
        auto confirmed = invocation.confirm(
            u"Whoever has the code is %1, and the audit log says that you made it. Go on?"_s.arg(
                m_user));
        if (!confirmed)
            return confirmed;
    }
    const auto code = (*connection)
                          ->api()
                          .post(adminPath({u"otp"_s, u"break-glass"_s}),
                                invocation.withDryRun({{"userId"_L1, m_user}}));
    if (!code)
        return code.error();
    return invocation.show(Shown, *code);
}

} // namespace linnet::cli
