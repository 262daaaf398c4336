// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"

#include "cli/program.h"
#include "tests/cli/textcollector.h"

#include <QTemporaryFile>

namespace linnet::test {

CliProgram::CliProgram()
{
    qputenv("XDG_CONFIG_HOME", m_folder.path().toLocal8Bit());
    for (const char *name : {"LINNET_SERVER", "LINNET_CONTEXT", "LINNET_TOKEN", "LINNET_CA_FILE"})
        qunsetenv(name);
}

CliProgram::Outcome CliProgram::run(const QStringList &words, const QByteArray &input,
                                    const cli::Screen &screen)
{
    QTemporaryFile file;
    if (!file.open() || file.write(input) != input.size() || !file.seek(0))
        qFatal("No file for the input.");
    TextCollector out;
    TextCollector err;
    cli::Console console(out, err, screen);
    const cli::ExitCode exit = cli::runProgram(words, console, file.handle());
    return {exit, out.text, err.text};
}

} // namespace linnet::test
