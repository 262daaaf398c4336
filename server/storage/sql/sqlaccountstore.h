// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/accountstore.h"

namespace linnet {

class SqlConnection;

class SqlAccountStore : public AccountStore
{
public:
    explicit SqlAccountStore(SqlConnection &connection);

    Result<User> find(UserId id) override;
    Result<User> findByIdentifier(const Identifier &identifier) override;
    Result<std::vector<User>> findMany(const std::vector<UserId> &ids) override;
    Result<qint64> countReachable(const std::vector<UserId> &ids) override;
    Result<std::vector<User>> listByPhones(const std::vector<QString> &phones) override;
    Result<std::vector<User>> search(const AccountSearch &search) override;

    Result<> add(const User &user) override;
    Result<> updateProfile(const User &user) override;
    Result<> updatePrivacy(UserId user, const Privacy &privacy) override;
    Result<> setPhone(UserId user, const QString &phone) override;
    Result<> setEmail(UserId user, const QString &email,
                      std::optional<Timestamp> verifiedAt) override;

private:
    //! \return Conflict if another account has \p identifier.
    Result<> checkFree(UserId user, const Identifier &identifier);

    SqlConnection &m_connection;
};

} // namespace linnet
