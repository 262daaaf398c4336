// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/reportdismiss.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

ReportDismiss::ReportDismiss()
    : ReportSettling({
        .name = u"report dismiss"_s,
        .summary = u"Settle a report about which nothing is to be done."_s,
        .examples = {u"linnetctl report dismiss 382514099738640385"_s,
                     u"linnetctl report dismiss 382514099738640385 --note 'Allowed here'"_s},
        .path = u"dismissal"_s,
    })
{}

} // namespace linnet::cli
