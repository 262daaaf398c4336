// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/onetimecodeservice.h"
#include "server/services/identity/passwordservice.h"
#include "server/services/identity/stepupservice.h"
#include "server/services/identity/tokenservice.h"

#include <functional>

namespace linnet {

//! \brief Signing in, with a one-time code, with a password or with one after the other, and
//! staying signed in.
//!
//! Each way ends the older sessions of the same user and device. Who is suspended hears so
//! ("account_suspended") once they have proven who they are.
class AuthService
{
public:
    AuthService(IdentityContext context, OneTimeCodeService &codes, PasswordService &passwords,
                StepUpService &stepUps, TokenService &tokens);

    //! As the calls below, for clients that can ask for a second factor.
    QCoro::Task<Result<SignInOutcome>> attempt(SignInBy way, SignIn signIn);

    // What follows is refused with "second_factor_required" where a second factor is needed.

    //! With a one-time code. Makes the account if there is none. One that only claimed the
    //! identifier is its owner's from now on, without the password and the sessions of whoever made
    //! it, unless a proven phone number says whose it is: then it loses the identifier. Errors:
    //! those of OneTimeCodeService::verify().
    QCoro::Task<Result<SignedIn>> signIn(SignIn signIn);

    //! With a password. Errors: those of PasswordService::prove().
    QCoro::Task<Result<SignedIn>> signInWithPassword(SignIn signIn);

    //! Sends a code to whom the e-mail address and the password in \p signIn belong, to be given to
    //! completeSignIn(). One that is still on its way is not sent again. Errors: those of
    //! PasswordService::prove() and OneTimeCodeService::request().
    QCoro::Task<Result<CodeRequested>> beginSignIn(SignIn signIn);

    //! Sends another code to who has begun to sign in; \p languages as SignIn::languages. Errors:
    //! "sign_in_first", and those of OneTimeCodeService::request().
    QCoro::Task<Result<CodeRequested>> resendCode(Identifier email, QHostAddress from,
                                                  QString languages = {});

    //! With the code that beginSignIn() sent, which proves the address as well. Errors: those of
    //! OneTimeCodeService::verify().
    QCoro::Task<Result<SignedIn>> completeSignIn(SignIn signIn);

    //! As TokenService::refresh().
    QCoro::Task<Result<SignedIn>> refresh(QByteArray token, QString device);

private:
    struct Accepted;
    struct Confirmed;
    struct Opened;
    enum class SecondCall { Refused, Offered };
    //! What is to hold, and to happen, in the transaction that opens the session.
    using Confirmation = std::function<Result<Confirmed>(Stores &, const User &)>;

    QCoro::Task<Result<SignedIn>> finish(SignInBy way, SignIn signIn);
    QCoro::Task<Result<Accepted>> accept(SignInBy way, SignIn signIn);
    QCoro::Task<Result<Accepted>> byCode(SignIn signIn);
    QCoro::Task<Result<Accepted>> byPassword(SignIn signIn);
    QCoro::Task<Result<Accepted>> bySecondStep(SignIn signIn);
    QCoro::Task<Result<User>> findOrPrepareUser(Identifier identifier);
    Result<Confirmed> acceptCode(const CodeProof &proof, Stores &stores, const User &user) const;
    static Result<Confirmed> acceptPassword(const PasswordProof &proof, Stores &stores,
                                            const User &user);
    Result<Confirmed> acceptSecondStep(const CodeProof &proof, Stores &stores,
                                       const User &user) const;
    Result<Confirmed> takeOver(Stores &stores, const User &user, const Identifier &email) const;
    QCoro::Task<Result<SignInOutcome>> open(Accepted accepted, SignIn signIn,
                                            SecondCall secondCall);
    Result<Opened> store(Stores &stores, const Accepted &accepted, const SignedIn &prepared,
                         const SignIn &signIn, SecondCall secondCall) const;
    void announce(const Opened &opened) const;

    const IdentityContext m_context;
    OneTimeCodeService &m_codes;
    PasswordService &m_passwords;
    StepUpService &m_stepUps;
    TokenService &m_tokens;
};

} // namespace linnet
