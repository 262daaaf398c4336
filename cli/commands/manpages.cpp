// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/manpages.h"

#include "cli/commandline/manpage.h"
#include "cli/commands/commands.h"
#include "cli/commands/invocation.h"

#include <QDir>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

//! Whoever writes a manual writes it for everybody, while what linnetctl keeps is its owner's.
constexpr auto ForEverybody = QFileDevice::ReadOwner | QFileDevice::WriteOwner
    | QFileDevice::ReadGroup | QFileDevice::ReadOther;

Result<> writePage(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size()
        && file.setPermissions(ForEverybody) && file.commit())
        return {};
    return Error{Error::Kind::InvalidInput, "io"_L1,
                 u"%1 cannot be written: %2."_s.arg(path, file.errorString())};
}

} // namespace

Declaration ManPages::declaration()
{
    return {.name = u"man-pages"_s,
            .summary = u"Write the manual, a page for each command."_s,
            .examples = {u"linnetctl man-pages ~/.local/share/man/man1"_s},
            .arguments = {{u"FOLDER"_s, u"Where the pages go; it has to exist."_s, &m_folder}}};
}

Result<> ManPages::run(Invocation &)
{
    GlobalOptions globals;
    const QDir folder(m_folder);
    for (const ManPage &page : manPages(declarationsOf(allCommands()), globalOptions(globals)))
        if (auto written = writePage(folder.filePath(page.fileName()), page.text); !written)
            return written;
    return {};
}

} // namespace linnet::cli
