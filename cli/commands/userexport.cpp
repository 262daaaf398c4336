// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/userexport.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/invocation.h"
#include "cli/commands/savedownload.h"
#include "cli/commands/usertable.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration UserExport::declaration()
{
    return {.name = u"user export"_s,
            .summary = u"Save what the server has of somebody: a zip of JSON and files."_s,
            .examples = {u"linnetctl user export alice --file alice.zip"_s,
                         u"linnetctl user export +911111111111 > person.zip"_s},
            .arguments = {userArgument(m_user)},
            .options = {
                {u"--file"_s, u"FILE"_s, u"Where it goes; default: to the output."_s, &m_file}}};
}

Result<> UserExport::run(Invocation &invocation)
{
    if (m_file.isEmpty() && invocation.console().screen().columns > 0)
        return usageError(u"A zip is nothing for a terminal."_s, u"Say --file FILE."_s);
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString path = adminPath({u"users"_s, m_user, u"export"_s});
    return saveDownload((*connection)->api(), path, m_file, invocation.console());
}

} // namespace linnet::cli
