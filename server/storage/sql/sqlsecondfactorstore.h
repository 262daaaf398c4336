// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/secondfactorstore.h"

namespace linnet {

class SqlConnection;

class SqlSecondFactorStore : public SecondFactorStore
{
public:
    explicit SqlSecondFactorStore(SqlConnection &connection);

    Result<SecondFactor> find(UserId user) override;
    Result<> put(const SecondFactor &factor) override;
    Result<> remove(UserId user) override;
    Result<> putRecoveryCodes(UserId user, const std::vector<QByteArray> &hashes) override;
    Result<bool> takeRecoveryCode(UserId user, const QByteArray &hash) override;
    Result<int> countRecoveryCodes(UserId user) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
