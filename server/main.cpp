// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/utf8locale.h"
#include "server/app/commandline.h"
#include "server/app/commands.h"

#include <QCoreApplication>

#include <cstdio>
#include <sys/stat.h>

int main(int argc, char **argv)
{
    ::umask(S_IRWXG | S_IRWXO); // All state is the owner's alone.
    linnet::useUtf8Locale();
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("linnetd"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LINNET_VERSION));

    const auto options = linnet::parseCommandLine(QCoreApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "linnetd: %s\n", qPrintable(options.error().message));
        return 2;
    }
    return linnet::runCommand(*options);
}
