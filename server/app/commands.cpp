// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/commands.h"

#include "server/app/backupcommand.h"
#include "server/app/configfile.h"
#include "server/app/daemon.h"
#include "server/app/datadirectory.h"
#include "server/app/effectiveconfig.h"
#include "server/app/foundation.h"
#include "server/app/libraries.h"

#include <cstdio>

namespace linnet {

namespace {

int fail(const QString &message)
{
    std::fprintf(stderr, "%s\n", qPrintable(message));
    return 1;
}

int checkConfig(const QString &file)
{
    const auto config = readConfigFile(file);
    if (!config)
        return fail(config.error().message);
    std::printf("%s: nothing wrong\n", qPrintable(file));
    return 0;
}

int migrate(const Options &options)
{
    const auto config = effectiveConfig(options);
    if (!config)
        return fail(config.error().message);
    DataDirectory directory;
    if (const auto opened = directory.open(config->node.dataDirectory); !opened)
        return fail(opened.error().message);
    const auto foundation = Foundation::open(*config); // Opening brings the schema up to date.
    if (!foundation)
        return fail(foundation.error().message);
    std::printf("The database is up to date.\n");
    return 0;
}

int showVersion(bool isVerbose)
{
    std::printf("linnetd %s\n", LINNET_VERSION);
    if (!isVerbose)
        return 0;
    for (const auto &[name, version] : libraries())
        std::printf("%s %s\n", qPrintable(name), qPrintable(version));
    return 0;
}

} // namespace

int runCommand(const Options &options)
{
    switch (options.command) {
    case Options::Command::Serve:
        return Daemon(options).run();
    case Options::Command::Migrate:
        return migrate(options);
    case Options::Command::CheckConfig:
        return checkConfig(options.configFile);
    case Options::Command::Backup:
        return runBackupCommand(options);
    case Options::Command::Version:
        return showVersion(options.isVerbose);
    case Options::Command::Help:
        std::printf("%s", qPrintable(options.text));
        return 0;
    }
    Q_UNREACHABLE();
}

} // namespace linnet
