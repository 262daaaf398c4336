// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "common/domain/identifier.h"
#include "server/services/identity/codeguess.h"
#include "server/services/identity/codesender.h"
#include "server/services/identity/identitycontext.h"
#include "server/storage/onetimecodestore.h"
#include "server/storage/stores.h"

#include <QHostAddress>

#include <functional>
#include <vector>

namespace linnet {

//! \brief A code is on its way.
struct CodeRequested
{
    std::chrono::seconds retryAfter{}; //!< When another one may be asked for.
};

//! \brief Somebody gave the right code.
struct CodeProof
{
    OneTimeCode code;
    CodeGuess guess;
};

//! \brief A code that was made for somebody to tell.
struct IssuedCode
{
    QString code;
    Timestamp expiresAt{};
};

//! \brief Codes that prove a phone number or an e-mail address.
//!
//! What it does and says is the same whether an account exists or not. Each network that asks has a
//! code of its own. Guesses of strangers burn neither an account nor a code for who asked for it.
class OneTimeCodeService
{
public:
    //! \param pepper a secret that is not in the database.
    OneTimeCodeService(IdentityContext context, CodeSender &sender, CodePolicy policy,
                       QByteArray pepper);

    //! Follows \p policy from now on. Safe from any thread.
    void configure(CodePolicy policy) { m_policy.replace(std::move(policy)); }

    //! \return how long codes are good.
    std::chrono::seconds lifetime() const { return m_policy->lifetime; }

    //! \return how many characters codes have.
    int length() const;

    //! \param languages as SignIn::languages.
    //! Errors: "otp_cooldown", "otp_budget" (both with retryAfter), "delivery_failed", "busy";
    //! those of CodeSender::check() for a new password, which is not told whether its code arrived.
    QCoro::Task<Result<CodeRequested>> request(Identifier to, QHostAddress from,
                                               CodePurpose purpose = CodePurpose::SignIn,
                                               QString languages = {});

    //! \return the code that \p guess matched; it stays good until consume() succeeds. Errors:
    //! "otp_invalid", "busy", and those of takeGuess().
    QCoro::Task<Result<CodeProof>> verify(Identifier destination, QString guess, QHostAddress from,
                                          CodePurpose purpose = CodePurpose::SignIn);

    //! Ends the code, and all others for the same, in the transaction that acts on \p proof; the
    //! guess does not count. \return "otp_invalid" if it was used.
    static Result<> consume(Stores &stores, const CodeProof &proof);

    //! A guess that nothing was done with does not count either; a code that was right stays good.
    QCoro::Task<> giveBackGuess(CodeGuess guess);

    //! Makes a code without sending it, past all limits: for an operator who helps somebody in.
    //! While it is good, asking for a code is answered as ever, and makes none. \param alongside is
    //! done in the transaction that stores it, at last: its error undoes all of it.
    QCoro::Task<Result<IssuedCode>> issue(Identifier destination,
                                          std::function<Result<>(Stores &)> alongside = nothing);

    //! Forgets what ended and keeps nobody waiting any more, and what became of codes after thirty
    //! days.
    QCoro::Task<Result<>> tidy();

private:
    struct Reserved
    {
        CodeReservation reservation;
        bool hasReader = true; //!< false: nobody could use the code, so it is not sent.
        bool isCovered = false; //!< By a code that an operator made, which stays.
    };

    Result<Reserved> reserve(Stores &stores, const OneTimeCode &code,
                             const QHostAddress &from) const;
    QCoro::Task<Result<>> deliver(Reserved reserved, CodeMessage message);
    QCoro::Task<> deliverUnseen(CodeMessage message);
    QCoro::Task<Result<QByteArray>> hashOf(OneTimeCode code, QString digits);
    QCoro::Task<Result<>> arm(OneTimeCode code, QString digits);
    QCoro::Task<> refund(CodeReservation reservation);
    std::vector<QByteArray> secretsOf(const std::vector<OneTimeCode> &codes,
                                      const QString &guess) const;
    OneTimeCode newCode(CodePurpose purpose, const Identifier &destination,
                        const QString &network) const;
    QString randomCode() const;
    static Result<> nothing(Stores &) { return {}; }
    QByteArray peppered(const OneTimeCode &code, const QString &guess) const;

    const IdentityContext m_context;
    CodeSender &m_sender;
    Live<CodePolicy> m_policy;
    const QByteArray m_pepper;
};

} // namespace linnet
