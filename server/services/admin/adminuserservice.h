// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/services/admin/admincontext.h"
#include "server/storage/accountliststore.h"

#include <QCoroTask>

#include <optional>
#include <vector>

namespace linnet {

//! \brief Which page of everybody's accounts.
struct AccountPageQuery
{
    Filter filter = {};
    AccountOrder order = AccountOrder::Newest;
    std::optional<AccountPlace> after = {}; //!< None: from the start.
    int limit = 50; //!< More than 200 means 200.
};

//! \brief A page of everybody's accounts.
struct AccountPage
{
    std::vector<AccountView> accounts;
    std::optional<AccountPlace> next; //!< Set if there are more: to be passed as "after".
    Timestamp at{}; //!< When it was looked at, which decides whose suspension is over.
};

//! \brief An account, and when it was looked at.
struct AccountSeen
{
    AccountDetails details;
    Timestamp at{};
};

//! \brief Everybody's accounts: finding them. What people write to each other is not in it.
class AdminUserService
{
public:
    explicit AdminUserService(AdminContext context)
        : m_context(context)
    {}

    //! \return what \p expression asks for; see accountFields(). An error as of parseFilter().
    Result<Filter> parse(const QString &expression) const;

    QCoro::Task<Result<AccountPage>> list(AccountPageQuery query);
    QCoro::Task<Result<qint64>> count(Filter filter);

    //! \param who an account's id, or what its owner signs in with. \return NotFound if nobody is
    //! called that.
    QCoro::Task<Result<UserId>> locate(QString who);
    QCoro::Task<Result<AccountSeen>> find(UserId user);

private:
    const AdminContext m_context;
};

} // namespace linnet
