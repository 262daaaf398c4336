// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/identifier.h"
#include "common/domain/user.h"

#include <optional>
#include <vector>

namespace linnet {

//! \brief What to look for among accounts, and how far to go.
struct AccountSearch
{
    //! Part of the phone number, the name or the user name, or the whole e-mail address, whatever
    //! its case; empty: all.
    QString text;
    UserId viewer = {}; //!< Who asks: those they block or who block them are not found.
    UserId except = {}; //!< Not found either; null: nobody is left out.
    UserId after = {}; //!< The last one of the page before; null: from the start.
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
    //! \return how many of \p ids somebody can still have: whose account is there, neither erased
    //! nor merged into another.
    virtual Result<qint64> countReachable(const std::vector<UserId> &ids) = 0;
    //! \return those that have one of \p phones, in no particular order.
    virtual Result<std::vector<User>> listByPhones(const std::vector<QString> &phones) = 0;
    //! \return a page, by rising id, without those whose account is erased or was
    //! merged into another.
    virtual Result<std::vector<User>> search(const AccountSearch &search) = 0;

    //! \return Conflict ("identifier_taken") if another account has one of its identifiers.
    virtual Result<> add(const User &user) = 0;
    //! Stores name, user name, avatar, status text, bio and language. \return Conflict
    //! ("identifier_taken") if another account has the user name.
    virtual Result<> updateProfile(const User &user) = 0;
    //! \return NotFound if there is no such account.
    virtual Result<> updatePrivacy(UserId user, const Privacy &privacy) = 0;
    //! Puts \p phone, which is proven, in the place of what the account had; empty: takes it away.
    //! \return Conflict ("identifier_taken") if another account has it.
    virtual Result<> setPhone(UserId user, const QString &phone) = 0;
    //! Puts \p email in the place of what the account had; empty: takes it away.
    //! \param verifiedAt none: it is claimed and not proven.
    //! \return Conflict ("identifier_taken") if another account has it.
    virtual Result<> setEmail(UserId user, const QString &email,
                              std::optional<Timestamp> verifiedAt) = 0;
};

} // namespace linnet
