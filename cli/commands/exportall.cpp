// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/exportall.h"

#include "cli/commands/invocation.h"
#include "cli/commands/savedownload.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration ExportAll::declaration()
{
    return {.name = u"export all"_s,
            .summary = u"Save all that a server has as JSON lines: settings, people, what files "
                       "there are, conversations and who is in them."_s,
            .examples = {u"linnetctl export all server.ndjson"_s,
                         u"linnetctl export all server.ndjson --content"_s,
                         u"linnetctl export all | zstd > server.ndjson.zst"_s},
            .arguments = {{u"FILE"_s, u"Where it goes; default: to the output."_s, &m_file,
                           Argument::Need::Optional}},
            .options = {{u"--content"_s,
                         {},
                         u"With what people wrote to each other, too: for owners."_s,
                         &m_wantsContent}}};
}

Result<> ExportAll::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString path = adminPath(m_wantsContent ? QStringList{u"export"_s, u"content"_s}
                                                  : QStringList{u"export"_s});
    return saveDownload((*connection)->api(), path, m_file, invocation.console());
}

} // namespace linnet::cli
