// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/passwordservice.h"
#include "server/services/identity/tokenservice.h"

namespace linnet {

//! \brief What a new account is to be.
struct SignUp
{
    QString email;
    QString password;
    int leastPassword = LeastPasswordCharacters; //!< What the dialect's clients allow.
    QString displayName = {}; //!< Empty: the user name, or what stands before the @.
    QString username = {}; //!< Empty: none.
    QString bio = {};
    QString avatarUrl = {};
};

//! \brief Making an account with an e-mail address and a password.
//!
//! The address is a claim until its owner proves it.
class SignUpService
{
public:
    SignUpService(IdentityContext context, PasswordService &passwords, TokenService &tokens);

    //! Errors: "email_invalid", "email_taken", "username_invalid", "username_taken", those of
    //! checkNewPassword() and of the rules for names and texts, "busy".
    QCoro::Task<Result<User>> signUp(SignUp signUp);

    //! As above, and signs in as \p signIn says, without regard to its identifier and secret.
    QCoro::Task<Result<SignedIn>> signUpAndIn(SignUp signUp, SignIn signIn);

private:
    struct Prepared;

    QCoro::Task<Result<Prepared>> prepare(SignUp signUp);
    Result<> store(Stores &stores, const Prepared &prepared) const;

    const IdentityContext m_context;
    PasswordService &m_passwords;
    TokenService &m_tokens;
};

} // namespace linnet
