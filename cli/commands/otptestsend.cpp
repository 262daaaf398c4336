// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/otptestsend.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"OtpTestSend"_s,
                  {{u"To"_s, u"to"_s}, {u"Handed over in (ms)"_s, u"milliseconds"_s}},
                  u"to"_s,
                  Table::Shape::Card};

} // namespace

Declaration OtpTestSend::declaration()
{
    return {.name = u"otp test-send"_s,
            .summary = u"Send a code that opens nothing, to see whether codes arrive."_s,
            .examples = {u"linnetctl otp test-send +911111111111"_s,
                         u"linnetctl otp test-send alice@example.org"_s},
            .arguments = {{u"DESTINATION"_s, u"A phone number or an e-mail address."_s, &m_to}},
            .hasDryRun = true};
}

Result<> OtpTestSend::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto sent =
        (*connection)
            ->api()
            .post(adminPath({u"otp"_s, u"test-send"_s}), invocation.withDryRun({{"to"_L1, m_to}}));
    if (!sent)
        return sent.error();
    return invocation.show(Shown, *sent);
}

} // namespace linnet::cli
