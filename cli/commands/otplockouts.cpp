// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/otplockouts.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"OtpLockouts"_s,
                  {
                      {u"SCOPE"_s, u"scope"_s},
                      {u"SUBJECT"_s, u"subject"_s},
                      {u"PER"_s, u"period"_s},
                      {u"USED"_s, u"used"_s, Column::As::Number},
                      {u"OF"_s, u"most"_s, Column::As::Number},
                      {u"UNTIL"_s, u"until"_s, Column::As::Time},
                  },
                  u"subject"_s};

} // namespace

OtpLockouts::OtpLockouts()
    : ListCommand({
        .name = u"otp lockouts"_s,
        .summary = u"List who gets no one-time codes because there were too many."_s,
        .examples = {u"linnetctl otp lockouts"_s, u"linnetctl otp lockouts -o json"_s},
        .path = {u"otp"_s, u"lockouts"_s},
        .table = Shown,
        .asked = ListDescription::Asked::AsItIs,
    })
{}

} // namespace linnet::cli
