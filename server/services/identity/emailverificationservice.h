// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "server/services/identity/changeguard.h"
#include "server/services/identity/codepolicy.h"
#include "server/services/identity/identitycontext.h"
#include "server/services/identity/maillinks.h"

#include <QCoroTask>

#include <QHostAddress>

namespace linnet {

//! \brief Proving an account's e-mail address by a link that is mailed to it.
class EmailVerificationService
{
public:
    EmailVerificationService(IdentityContext context, PasswordService &passwords,
                             const MailLinks &links, CodePolicy limits);

    //! Keeps to \p limits from now on. Safe from any thread.
    void configure(CodePolicy limits) { m_limits.replace(std::move(limits)); }

    //! Mails the user a link. Of no effect if the address is proven. Errors: "email_missing",
    //! "otp_budget" (with retryAfter), and those of MailLinks::check().
    QCoro::Task<Result<>> send(UserId user, LinkPage page, QHostAddress from);

    //! Gives the user another address, which is a claim until it is proven. The old one is mailed
    //! that it is not theirs any more. Errors: "email_invalid", "email_taken", those of
    //! ChangeGuard::prove(), and "last_identifier" if the old one is proven and nothing else opens
    //! the account.
    QCoro::Task<Result<User>> changeEmail(GuardedChange change, QString email);

    //! \return whose address was proven. Errors: those of MailLinks::find().
    QCoro::Task<Result<User>> verify(QString token);

private:
    struct Changed;

    Result<> sendOne(Stores &stores, UserId user, const LinkPage &page,
                     const QHostAddress &from) const;
    Result<Changed> setEmail(Stores &stores, UserId user, const QString &email,
                             const ChangeGuard::Proof &proof) const;
    Result<Changed> accept(Stores &stores, const QString &token) const;
    void announce(const Result<Changed> &changed) const;

    const IdentityContext m_context;
    ChangeGuard m_guard;
    const MailLinks &m_links;
    Live<CodePolicy> m_limits;
};

} // namespace linnet
