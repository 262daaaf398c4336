// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/shared/mailpages.h"

#include <QCoroTask>

namespace linnet {

class EmailVerificationService;

//! Mails the caller of \p call, who has just signed up, a link that proves their address. The
//! account is there by now: a mail that cannot be sent does not undo it. \p verifications outlive
//! the task. \param page what the link opens, as LinkPage::path.
QCoro::Task<> mailVerificationLink(EmailVerificationService *verifications, Call call,
                                   QString page = VerifyEmailPath);

} // namespace linnet
