// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/identifier.h"
#include "common/domain/user.h"

#include <vector>

namespace linnet {

//! \brief What to look for among accounts, and how far to go.
struct AccountSearch
{
    QString text; //!< Part of the phone number or of the name, whatever its case; empty: all.
    UserId except; //!< Who asks.
    UserId after; //!< The last one of the page before; null: from the start.
    int limit = 20;
};

class AccountStore
{
public:
    virtual ~AccountStore() = default;

    virtual Result<User> find(UserId id) = 0;
    virtual Result<User> findByIdentifier(const Identifier &identifier) = 0;
    //! \return those that exist, in no particular order.
    virtual Result<std::vector<User>> findMany(const std::vector<UserId> &ids) = 0;
    //! \return those that have one of \p phones, in no particular order.
    virtual Result<std::vector<User>> listByPhones(const std::vector<QString> &phones) = 0;
    //! \return a page, by rising id.
    virtual Result<std::vector<User>> search(const AccountSearch &search) = 0;

    //! Adds \p user with its phone number, if it has one, as a verified identifier.
    //! \return Conflict if the number is taken.
    virtual Result<> add(const User &user) = 0;
    //! \return Conflict if somebody has it, or the user has one of its kind.
    virtual Result<> addIdentifier(UserId user, const Identifier &identifier,
                                   Timestamp verifiedAt) = 0;
    //! Stores name, avatar and status text.
    virtual Result<> updateProfile(const User &user) = 0;
};

} // namespace linnet
