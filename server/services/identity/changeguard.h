// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/passwordservice.h"

namespace linnet {

//! \brief Who changes what their account is signed in with, being signed in.
struct GuardedChange
{
    UserId user;
    SessionId session;
    QHostAddress from;
    QString password = {}; //!< Ignored if the account has none.
};

//! \brief Keeps whoever holds nothing but a session from taking the account along: the password is
//! asked for or, of an account without one, a sign-in of a moment ago.
class ChangeGuard
{
public:
    //! Nothing: the account has no password, and the session is fresh.
    using Proof = std::optional<PasswordProof>;

    ChangeGuard(IdentityContext context, PasswordService &passwords);

    //! \return what to give to confirm(). Errors: those of PasswordService::prove(),
    //! "fresh_sign_in_required".
    QCoro::Task<Result<Proof>> prove(GuardedChange change);

    //! In the transaction that acts on \p proof: it still holds.
    static Result<> confirm(Stores &stores, const Proof &proof);

    //! A proof that nothing is done with does not count.
    QCoro::Task<> giveBack(Proof proof);

private:
    QCoro::Task<Result<>> requireFresh(SessionId session);

    const IdentityContext m_context;
    PasswordService &m_passwords;
};

} // namespace linnet
