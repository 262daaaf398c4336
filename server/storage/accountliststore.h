// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/accountview.h"

#include <optional>
#include <vector>

namespace linnet {

//! \brief Where a page of accounts ended.
struct AccountPlace
{
    UserId id;
    QString name = {}; //!< In one case; of no meaning but in the order of names.
};

//! \return where a page ends whose last account is \p user.
inline AccountPlace placeOf(const User &user)
{
    return {user.id, user.displayName.toCaseFolded()};
}

//! \brief Which page of all accounts that there are.
struct AccountListQuery
{
    Filter filter = {};
    Timestamp now{}; //!< Decides whose suspension is over.
    AccountOrder order = AccountOrder::Newest;
    std::optional<AccountPlace> after = {}; //!< None: from the start.
    int limit = 50;
};

//! \brief Everybody's accounts, for those who run the server.
class AccountListStore
{
public:
    virtual ~AccountListStore() = default;

    virtual Result<AccountView> find(UserId user) = 0;
    virtual Result<std::vector<AccountView>> list(const AccountListQuery &query) = 0;
    //! \return how many accounts \p filter finds at \p now.
    virtual Result<qint64> count(const Filter &filter, Timestamp now) = 0;
};

} // namespace linnet
