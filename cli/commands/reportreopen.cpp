// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/reportreopen.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

ReportReopen::ReportReopen()
    : ReportSettling({
        .name = u"report reopen"_s,
        .summary = u"Open a settled report again."_s,
        .examples = {u"linnetctl report reopen 382514099738640385"_s,
                     u"linnetctl report reopen 382514099738640385 --note 'He did it again'"_s},
        .path = u"reopening"_s,
    })
{}

} // namespace linnet::cli
