// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {

class EmailVerificationService;
class MailChoiceService;

//! What a mailed link that proves an address opens where a family has no page of its own for it.
inline constexpr QLatin1String VerifyEmailPath{"/api/v1/mail/verify-email"};

//! \brief The pages that links in mails open, at every listener, whichever family is served there.
//!
//! Scanners of mails follow links, so opening one only asks; the button posts, and that acts.
//! Programs that read mail post at once (RFC 8058).
class MailPages
{
public:
    //! Both outlive the pages.
    MailPages(MailChoiceService &choices, EmailVerificationService &verification);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> askToDecline(Call call);
    QCoro::Task<Result<Answer>> decline(Call call);
    static QCoro::Task<Result<Answer>> askToVerify(Call call);
    QCoro::Task<Result<Answer>> verify(Call call);

    MailChoiceService &m_choices;
    EmailVerificationService &m_verification;
};

} // namespace linnet
