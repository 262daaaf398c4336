// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/signinticketstore.h"

namespace linnet {

class SqlConnection;

class SqlSignInTicketStore : public SignInTicketStore
{
public:
    explicit SqlSignInTicketStore(SqlConnection &connection);

    Result<SignInTicket> find(const QByteArray &hash) override;
    Result<> add(const SignInTicket &ticket) override;
    Result<> countAttempt(const QByteArray &hash) override;
    Result<bool> remove(const QByteArray &hash) override;
    Result<> removeExpired(Timestamp time) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
