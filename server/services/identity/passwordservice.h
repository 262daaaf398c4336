// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "common/domain/identifier.h"
#include "common/domain/user.h"
#include "server/services/identity/identitycontext.h"
#include "server/services/identity/passwordrules.h"
#include "server/storage/stores.h"

#include <QCoroTask>

#include <QHostAddress>

#include <optional>
#include <variant>
#include <vector>

namespace linnet {

class PasswordHasher;

//! \brief How many wrong passwords are looked at.
struct AttemptLimits
{
    int place = 20; //!< For one account from one network, in a quarter of an hour.
    int network = 100; //!< From one network, in an hour.
    //! For one account from wherever it is not at home, in a day. Its owner can prove the e-mail
    //! address anywhere (NIST SP 800-63B).
    int strangers = 100;
};

//! \brief Somebody gave the right password.
struct PasswordProof
{
    User user;
    std::optional<Identifier> identifier; //!< By which it was found.
    QString hash; //!< That it was compared with.
    std::vector<CodeBudget> spent;
};

//! \brief Passwords: whether one is right, and setting one.
//!
//! Who has no account or no password is answered with the same words after the same work.
class PasswordService
{
public:
    PasswordService(IdentityContext context, PasswordHasher &hasher, PasswordPolicy policy = {},
                    AttemptLimits limits = {});

    //! Asks \p policy of passwords from now on. Safe from any thread.
    void configure(PasswordPolicy policy) { m_policy.replace(policy); }

    //! \return the account that has \p identifier, if \p password is its own; to be given to
    //! confirm(). Errors: "invalid_credentials", "password_budget" (with retryAfter), "busy".
    QCoro::Task<Result<PasswordProof>> prove(Identifier identifier, QString password,
                                             QHostAddress from);

    //! As above, of an account that is known.
    QCoro::Task<Result<PasswordProof>> prove(UserId user, QString password, QHostAddress from);

    //! In the transaction that acts on \p proof: it still holds, and the attempt does not count.
    static Result<> confirm(Stores &stores, const PasswordProof &proof);

    //! The attempt of a proof that nothing is done with does not count either.
    QCoro::Task<> giveBack(PasswordProof proof);

    //! \return whether the account has a password.
    QCoro::Task<Result<bool>> has(UserId user);
    //! \return whether \p password is the account's, to whom it is no secret.
    QCoro::Task<Result<bool>> matches(UserId user, QString password);

    //! As checkNewPassword(), with what the operator asks; costs nothing.
    Result<> checkNew(const QString &password, int least) const;

    //! \return \p password for set(). Errors: those of checkNewPassword(), "busy".
    QCoro::Task<Result<QString>> hashNew(QString password, int least);

    //! Within a transaction: \p hash is the user's password from now on. A code that was sent after
    //! the old one is dead.
    static Result<> set(Stores &stores, const User &user, const QString &hash, Timestamp now);

private:
    struct Attempt;

    //! \brief Whose password it is said to be.
    using Whose = std::variant<Identifier, UserId>;

    QCoro::Task<Result<PasswordProof>> proveOf(Whose whose, QString password, QHostAddress from);
    Result<Attempt> begin(Stores &stores, const Whose &whose, const QHostAddress &from) const;
    QCoro::Task<Result<PasswordProof>> strengthen(PasswordProof proof, QString password);

    const IdentityContext m_context;
    PasswordHasher &m_hasher;
    Live<PasswordPolicy> m_policy;
    const AttemptLimits m_limits;
};

} // namespace linnet
