// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/otpattempts.h"

#include "common/domain/codeattempt.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"OtpAttempts"_s,
                  {
                      {u"ID"_s, u"id"_s, As::Text, Show::Wide},
                      {u"REQUESTED"_s, u"requestedAt"_s, As::Time},
                      {u"TO"_s, u"to"_s},
                      {u"KIND"_s, u"kind"_s, As::Text, Show::Wide},
                      {u"FOR"_s, u"purpose"_s},
                      {u"USER ID"_s, u"userId"_s, As::Text, Show::Wide},
                      {u"ADDRESS"_s, u"address"_s},
                      {u"STATE"_s, u"state"_s},
                      {u"GUESSES"_s, u"guesses"_s, As::Number},
                  }};

} // namespace

OtpAttempts::OtpAttempts()
    : ListCommand({
        .name = u"otp attempts"_s,
        .summary = u"List what became of one-time codes; where they went is masked."_s,
        .examples = {u"linnetctl otp attempts --filter 'state:undelivered requested>-1d'"_s,
                     u"linnetctl otp attempts --filter 'to:*11' --limit 5"_s,
                     u"linnetctl otp attempts --sort -guesses --limit 20"_s,
                     u"linnetctl otp attempts --filter address:192.0.2.0/24 --count"_s},
        .path = {u"otp"_s, u"attempts"_s},
        .table = Shown,
        .filterFields = codeAttemptFields,
        .orders = codeAttemptOrderNames(),
    })
{}

} // namespace linnet::cli
