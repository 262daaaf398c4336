// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/changeguard.h"
#include "server/services/identity/onetimecodeservice.h"
#include "server/services/identity/securitywriter.h"

namespace linnet {

//! \brief An identifier of an account, for its owner.
struct OwnIdentifier
{
    Identifier identifier; //!< A user name as its owner writes it.
    bool isVerified = false; //!< A user name is nothing that is proven.
};

//! \brief What people sign in with themselves: adding a phone number, an e-mail address or a user
//! name, of each of which an account has one at most, and taking one away.
//!
//! An address is proven before it is added. Whether somebody else has it is told to nobody but who
//! has proven it. Each change is guarded, and the owner is told.
class IdentifierService
{
public:
    IdentifierService(IdentityContext context, OneTimeCodeService &codes,
                      PasswordService &passwords);

    QCoro::Task<Result<std::vector<OwnIdentifier>>> list(UserId user);

    //! Sends a code for confirm() to \p to, whoever has it; \p languages as SignIn::languages.
    //! Errors: those of OneTimeCodeService::request().
    QCoro::Task<Result<CodeRequested>> requestCode(Identifier to, QHostAddress from,
                                                   QString languages);

    //! Puts \p identifier, proven by \p code, in the place of the account's own of that kind. From
    //! an account that only claims it, and has proven a phone number, it is taken away. Errors:
    //! those of ChangeGuard::prove() and OneTimeCodeService::verify(), "identifier_taken".
    QCoro::Task<Result<>> confirm(GuardedChange change, Identifier identifier, QString code);

    //! Errors: those of ChangeGuard::prove(), "username_invalid", "username_taken".
    QCoro::Task<Result<>> setUsername(GuardedChange change, QString username);

    //! Errors: those of ChangeGuard::prove(), "identifier_missing" if there is none,
    //! "last_identifier" if nothing would be left to sign in with, "email_unproven" if without the
    //! phone number the account would be whoever's that proves an address it only claims.
    QCoro::Task<Result<>> remove(GuardedChange change, Identifier::Kind kind);

private:
    struct Changed;
    using Work = std::function<Result<Changed>(Stores &, const User &)>;

    QCoro::Task<Result<>> perform(UserId user, ChangeGuard::Proof proof, Work work);
    Result<Changed> add(Stores &stores, const User &before, const CodeProof &code) const;
    Result<Changed> rename(Stores &stores, const User &before, const QString &username) const;
    Result<Changed> removeOne(Stores &stores, const User &before, Identifier::Kind kind) const;
    Result<Changed> tell(Stores &stores, const User &before, SecurityEvent event) const;

    const IdentityContext m_context;
    OneTimeCodeService &m_codes;
    ChangeGuard m_guard;
};

} // namespace linnet
