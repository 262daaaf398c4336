// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/core/result.h"

#include <QByteArray>
#include <QString>

namespace linnet {

//! \brief A sign-in whose first factor was right and whose second is awaited.
struct SignInTicket
{
    QByteArray hash; //!< Of the ticket, which is kept nowhere.
    UserId user;
    QString device;
    QString dialect;
    QString clientName;
    std::chrono::seconds accessLifetime{};
    int attempts = 0; //!< Codes that were tried with it.
    Timestamp expiresAt{};
};

class SignInTicketStore
{
public:
    virtual ~SignInTicketStore() = default;

    virtual Result<SignInTicket> find(const QByteArray &hash) = 0;
    virtual Result<> add(const SignInTicket &ticket) = 0;
    virtual Result<> countAttempt(const QByteArray &hash) = 0;
    //! \return false if it was used.
    virtual Result<bool> remove(const QByteArray &hash) = 0;
    virtual Result<> removeExpired(Timestamp time) = 0;
};

} // namespace linnet
