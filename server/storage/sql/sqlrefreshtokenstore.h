// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/refreshtokenstore.h"

namespace linnet {

class SqlConnection;

class SqlRefreshTokenStore : public RefreshTokenStore
{
public:
    explicit SqlRefreshTokenStore(SqlConnection &connection);

    Result<> add(const RefreshToken &token) override;
    Result<RefreshToken> find(const QByteArray &hash) override;
    Result<> markUsed(const QByteArray &hash, Timestamp at) override;
    Result<> removeExpired(Timestamp time) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
