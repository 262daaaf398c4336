// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/ownerclaim.h"

#include "cli/commands/invocation.h"
#include "cli/commands/roletable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration OwnerClaim::declaration()
{
    return {
        .name = u"owner claim"_s,
        .summary = u"Become the first owner of a server that has none."_s,
        .examples = {u"linnetctl owner claim"_s, u"linnetctl owner claim --code-file code.txt"_s},
        .options = {{u"--code-file"_s, u"FILE"_s,
                     u"Read the code that linnetd wrote when it started; - is the input."_s,
                     &m_codeFile}}};
}

Result<> OwnerClaim::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto code = invocation.secret(m_codeFile, u"Code that linnetd wrote when it started:"_s,
                                        u"--code-file"_s);
    if (!code)
        return code.error();
    const auto claimed =
        (*connection)->api().post(adminPath({u"owner"_s}), {{"code"_L1, code->trimmed()}});
    if (!claimed)
        return claimed.error();
    return invocation.show(roleTable(), *claimed);
}

} // namespace linnet::cli
