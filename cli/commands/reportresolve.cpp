// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/reportresolve.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

ReportResolve::ReportResolve()
    : ReportSettling({
        .name = u"report resolve"_s,
        .summary = u"Settle a report about which something was done."_s,
        .examples =
            {u"linnetctl report resolve 382514099738640385"_s,
             u"linnetctl report resolve 382514099738640385 --note 'Suspended for a week'"_s},
        .path = u"resolution"_s,
    })
{}

} // namespace linnet::cli
