// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/secondfactorservice.h"
#include "server/services/identity/tokenservice.h"

namespace linnet {

//! \brief The second call of a sign-in that needs two.
struct StepUp
{
    QByteArray ticket;
    QString code; //!< Of the app, or for recovery.
    QString address = {};
    QString userAgent = {};
};

//! \brief Sign-ins whose second factor is awaited.
class StepUpService
{
public:
    StepUpService(IdentityContext context, const SecondFactorService &factors,
                  TokenService &tokens);

    //! \return a ticket for add().
    static QByteArray newTicket();
    //! Within a transaction: \p ticket goes on with \p signIn, for a few minutes.
    Result<SecondFactorNeeded> add(Stores &stores, const QByteArray &ticket, UserId user,
                                   const SignIn &signIn) const;

    //! Errors: "ticket_invalid", "second_factor_wrong", "busy".
    QCoro::Task<Result<SignedIn>> complete(StepUp stepUp);

private:
    struct Begun;
    struct Verdict;

    Result<Begun> find(Stores &stores, const QByteArray &ticket) const;
    Result<Verdict> judge(Stores &stores, const StepUp &stepUp, const SignedIn &prepared) const;
    void announce(const Verdict &verdict) const;

    const IdentityContext m_context;
    const SecondFactorService &m_factors;
    TokenService &m_tokens;
};

} // namespace linnet
