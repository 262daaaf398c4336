// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/changeguard.h"
#include "server/services/identity/maillinks.h"
#include "server/services/identity/onetimecodeservice.h"
#include "server/services/identity/passwordservice.h"
#include "server/services/identity/sessionservice.h"

namespace linnet {

//! \brief A password that somebody chose.
struct NewPassword
{
    QString text;
    int least = LeastPasswordCharacters; //!< What the dialect's clients allow.
};

//! \brief Which sessions a new password ends, besides nothing.
enum class OtherSessions { Keep, End };

//! \brief Who changes their password, being signed in.
struct PasswordChange
{
    UserId user;
    SessionId session; //!< The one that goes on.
    NewPassword password;
    OtherSessions others = OtherSessions::End;
    QHostAddress from = {};
};

//! \brief Choosing a new password: knowing the old one, being signed in, by a link or by a code.
//!
//! Whoever has the address that a link or a code was sent to has proven it. The owner is told.
class PasswordChangeService
{
public:
    PasswordChangeService(IdentityContext context, PasswordService &passwords,
                          OneTimeCodeService &codes, SessionService &sessions,
                          const MailLinks &links, CodePolicy limits);

    //! Keeps to \p limits from now on. Safe from any thread.
    void configure(CodePolicy limits) { m_limits.replace(std::move(limits)); }

    //! \param current the old password; ignored if the account has none yet. Errors: those of
    //! ChangeGuard::prove() and of checkNewPassword().
    QCoro::Task<Result<>> change(PasswordChange change, QString current);

    //! For clients that do not ask for the old one. Errors: "password_unchanged", and as above.
    QCoro::Task<Result<>> replace(PasswordChange change);

    //! Mails a link to the account that has \p email; does and says the same if there is none.
    //! Errors: "otp_budget" (with retryAfter), and those of MailLinks::check().
    QCoro::Task<Result<>> requestLink(Identifier email, LinkPage page, QHostAddress from);
    //! As above, a code; \p languages as SignIn::languages.
    QCoro::Task<Result<CodeRequested>> requestCode(Identifier email, QHostAddress from,
                                                   QString languages = {});

    //! Ends all sessions. Errors: those of MailLinks::find() and of checkNewPassword().
    QCoro::Task<Result<>> resetByLink(QString token, NewPassword password);
    //! Ends all sessions. Errors: those of OneTimeCodeService::verify() and of checkNewPassword().
    QCoro::Task<Result<>> resetByCode(Identifier email, QString code, QHostAddress from,
                                      NewPassword password);

private:
    struct Outcome;
    struct Settling;
    //! What is to hold in the transaction. \return whose password it is.
    using Right = std::function<Result<User>(Stores &)>;

    QCoro::Task<Result<>> settle(Right right, Settling settling);
    Result<Outcome> store(Stores &stores, const User &user, const Settling &settling) const;
    Result<User> byLink(const QString &token, Stores &stores) const;
    Result<User> byCode(const CodeProof &proof, Stores &stores) const;
    Result<User> proven(Stores &stores, const User &user, const QString &email) const;

    const IdentityContext m_context;
    PasswordService &m_passwords;
    ChangeGuard m_guard;
    OneTimeCodeService &m_codes;
    SessionService &m_sessions;
    const MailLinks &m_links;
    Live<CodePolicy> m_limits;
};

} // namespace linnet
