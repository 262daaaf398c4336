// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/otpdelivery.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;

const Table Shown{u"OtpDelivery"_s,
                  {
                      {u"TO"_s, u"kind"_s},
                      {u"SENT"_s, u"sent"_s, As::Number},
                      {u"UNDELIVERED"_s, u"undelivered"_s, As::Number},
                      {u"USED"_s, u"used"_s, As::Number},
                      {u"LAST LOST"_s, u"lastLostAt"_s, As::Time},
                  },
                  u"kind"_s};

} // namespace

OtpDelivery::OtpDelivery()
    : ListCommand({
        .name = u"otp delivery"_s,
        .summary = u"Show how many one-time codes of the last day arrived."_s,
        .examples = {u"linnetctl otp delivery"_s, u"linnetctl otp delivery -o json"_s},
        .path = {u"otp"_s, u"delivery"_s},
        .table = Shown,
        .asked = ListDescription::Asked::AsItIs,
        .filter = u"requested>-1d"_s,
    })
{}

} // namespace linnet::cli
