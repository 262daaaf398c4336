// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/screen.h"

#include <QByteArray>

#include <sys/ioctl.h>
#include <unistd.h>

namespace linnet::cli {

namespace {

constexpr int UsualColumns = 80;

int columnsOf(int descriptor)
{
    winsize size = {};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    const int said = qEnvironmentVariableIntValue("COLUMNS");
    return said > 0 ? said : UsualColumns;
}

} // namespace

Screen screenAt(int descriptor)
{
    if (::isatty(descriptor) != 1)
        return {};
    const bool isDumb = qgetenv("TERM") == "dumb" || qEnvironmentVariableIsEmpty("TERM");
    const bool isPlain = isDumb || !qEnvironmentVariableIsEmpty("NO_COLOR");
    return {columnsOf(descriptor), !isPlain, !isDumb};
}

} // namespace linnet::cli
