// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/exportall.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/exportedfiles.h"
#include "cli/commands/invocation.h"
#include "cli/commands/savedownload.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration ExportAll::declaration()
{
    return {.name = u"export all"_s,
            .summary = u"Save all that a server has as JSON lines: settings, people, what files "
                       "there are, conversations and who is in them."_s,
            .examples = {u"linnetctl export all server.ndjson"_s,
                         u"linnetctl export all server.ndjson --content --files server.files"_s,
                         u"linnetctl export all | zstd > server.ndjson.zst"_s},
            .arguments = {{u"FILE"_s, u"Where it goes; default: to the output."_s, &m_file,
                           Argument::Need::Optional}},
            .options = {{u"--content"_s,
                         {},
                         u"With what people wrote to each other, too: for owners."_s,
                         &m_wantsContent},
                        {u"--files"_s, u"DIR"_s,
                         u"With --content: save the files of messages there, too."_s, &m_folder}}};
}

Result<> ExportAll::run(Invocation &invocation)
{
    if (!m_folder.isEmpty() && (!m_wantsContent || m_file.isEmpty()))
        return usageError(u"--files goes with --content and a FILE."_s);
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    if (!m_folder.isEmpty() && (*connection)->target().server.isLocal())
        return usageError(
            u"Files are read over the network, and not over the operator's socket."_s);
    const QString path = adminPath(m_wantsContent ? QStringList{u"export"_s, u"content"_s}
                                                  : QStringList{u"export"_s});
    ApiClient &api = (*connection)->api();
    auto saved = saveDownload(api, path, m_file, invocation.console());
    return saved && !m_folder.isEmpty() ? saveFiles(invocation, api) : saved;
}

Result<> ExportAll::saveFiles(Invocation &invocation, ApiClient &api) const
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::NotFound, "file_unreadable"_L1,
                     u"%1 cannot be read: %2."_s.arg(m_file, file.errorString())};
    return ExportedFiles(m_folder).save(api, file, invocation.console());
}

} // namespace linnet::cli
