// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"
#include "server/services/authenticator.h"
#include "server/services/identity/recentcallers.h"
#include "server/services/staffdirectory.h"
#include "server/transport/gate/ratelimiter.h"

namespace linnet {

//! \brief Decides who somebody is and whether they may. Safe from any thread.
class Gate
{
public:
    //! All outlive the gate.
    //! \param recent told who proves themselves over HTTP; null: nobody is.
    Gate(const Authenticator &authenticator, const StaffDirectory &staff, RateLimiter &limiter,
         RecentCallers *recent = nullptr)
        : m_authenticator(authenticator)
        , m_staff(staff)
        , m_limiter(limiter)
        , m_recent(recent)
    {}

    //! \return whom \p token proves, or an Unauthenticated error; an empty token proves nobody.
    Result<Identity> identify(QByteArrayView token) const;

    //! Fills in who \p caller is, as far as \p access asks for it. On public endpoints a token that
    //! is no good makes a stranger: a client renews an expired one while it still sends it. Of who
    //! comes over the operator's socket, the administration asks for no token.
    Result<> recognise(Access access, QByteArrayView token, Caller &caller) const;

    //! \return an error if \p caller may not use \p endpoint, or not now.
    Result<> admit(const Endpoint &endpoint, const Caller &caller);

    //! Counts one more thing of class \p cost that \p caller asks for. \return an error if that is
    //! too much.
    Result<> charge(const Caller &caller, Cost cost);

    //! Counts what a call that was admitted asks for at once, beyond what one may.
    void chargeBulk(const Endpoint &endpoint, const Caller &caller, const QJsonObject &params);

    //! \return an error if \p caller may not open a socket that speaks \p dialect.
    Result<> admitTo(const Dialect &dialect, const Caller &caller) const;

    //! \return how many calls of this class one account may make at once.
    int burst(Cost cost) const { return m_limiter.burst(cost); }

private:
    Result<> checkAccess(Access access, Capabilities capabilities, const Caller &caller) const;

    const Authenticator &m_authenticator;
    const StaffDirectory &m_staff;
    RateLimiter &m_limiter;
    RecentCallers *const m_recent;
};

} // namespace linnet
