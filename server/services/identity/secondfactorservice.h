// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "common/domain/user.h"
#include "server/services/identity/changeguard.h"
#include "server/services/identity/identitycontext.h"
#include "server/services/identity/securitywriter.h"
#include "server/services/identity/signin.h"
#include "server/storage/stores.h"

#include <QCoroTask>

#include <QStringList>

namespace linnet {

class SecretBox;

struct SecondFactorSettings
{
    QString issuer = QStringLiteral("Linnet"); //!< What apps show above the code.
    QByteArray pepper; //!< Of recovery codes' hashes; not in the database.
};

//! \brief What a person's authenticator app is to know. Shown once.
struct Enrolment
{
    QString secret; //!< In base 32.
    QString uri;
    QByteArray qrCode; //!< The same as an SVG picture.
};

struct SecondFactorState
{
    bool isActive = false;
    int recoveryCodes = 0; //!< Left.
};

//! \brief Codes from an authenticator app, and recovery codes for who has lost it.
class SecondFactorService
{
public:
    static constexpr int RecoveryCodes = 10;

    //! \param box outlives the service.
    SecondFactorService(IdentityContext context, PasswordService &passwords, const SecretBox &box,
                        SecondFactorSettings settings);

    //! Shows \p issuer above codes from now on. Safe from any thread.
    void setIssuer(QString issuer) { m_issuer.replace(std::move(issuer)); }

    QCoro::Task<Result<SecondFactorState>> state(UserId user);

    //! Makes a secret, which is of no effect before confirm(). It is guarded because whoever knows
    //! it can lock the owner out. Errors: "second_factor_active", those of ChangeGuard::prove().
    QCoro::Task<Result<Enrolment>> enrol(GuardedChange change);
    //! \return recovery codes, shown once. Errors: "second_factor_missing", "second_factor_active",
    //! "second_factor_wrong", "second_factor_budget" (with retryAfter).
    QCoro::Task<Result<QStringList>> confirm(UserId user, QString code);
    //! \return new recovery codes; the old ones are dead. Errors: as above.
    QCoro::Task<Result<QStringList>> renewRecoveryCodes(UserId user, QString code);
    //! Errors: as above.
    QCoro::Task<Result<>> disable(UserId user, QString code);

    //! Within a transaction: \return whether the user's sign-ins need a second factor.
    static Result<bool> isActive(Stores &stores, UserId user);

    enum class Match { None, App, Recovery };

    //! Within a transaction: accepts \p code, of the app or for recovery, which is then used up.
    //! \return what it was; "second_factor_budget" (with retryAfter) if too many were wrong.
    Result<Match> accept(Stores &stores, UserId user, const QString &code) const;

    //! Within a transaction: \return what to announce of a code that was accepted, if anything.
    Result<std::optional<NotificationView>> tellOf(Stores &stores, const User &user,
                                                   Match match) const;

private:
    QCoro::Task<Result<User>> put(SecondFactor shown, ChangeGuard::Proof proof);

    //! What a right code allows.
    using Deed = std::function<Result<>(Stores &, const SecondFactor &)>;
    struct Verdict;
    //! How far enrolment has to be for what is to be done.
    enum class Stage { Shown, Active };

    //! \brief What is done with a right code.
    struct Act
    {
        Stage stage = Stage::Active;
        SecurityEvent event{}; //!< As which the user hears of it.
        Deed deed;
    };

    QCoro::Task<Result<>> withCode(UserId user, QString code, Act act);
    Result<Verdict> judge(Stores &stores, UserId user, const QString &code, const Act &act) const;
    Result<std::vector<NotificationView>> tellOf(Stores &stores, UserId user, Match match,
                                                 SecurityEvent event) const;
    Result<Match> look(Stores &stores, const SecondFactor &factor, const QString &code) const;
    Result<bool> acceptApp(Stores &stores, SecondFactor factor, const QString &code) const;
    std::optional<QByteArray> secretOf(const SecondFactor &factor) const;
    std::vector<QByteArray> hashesOf(UserId user, const QStringList &codes) const;
    QByteArray hashOf(UserId user, const QString &code) const;

    const IdentityContext m_context;
    ChangeGuard m_guard;
    const SecretBox &m_box;
    Live<QString> m_issuer;
    const QByteArray m_pepper;
};

} // namespace linnet
