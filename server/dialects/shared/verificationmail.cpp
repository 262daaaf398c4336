// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/verificationmail.h"

#include "server/services/identity/emailverificationservice.h"

#include <QLoggingCategory>

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.auth")

} // namespace

QCoro::Task<> mailVerificationLink(EmailVerificationService *verifications, Call call, QString page)
{
    const auto mailed = co_await verifications->send(
        call.caller.user, {call.origin, page, call.caller.languages}, call.caller.address);
    if (!mailed)
        qCInfo(log) << "No link to prove an address was mailed:" << mailed.error().message;
}

} // namespace linnet
